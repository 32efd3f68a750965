// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OwnFields } from '@madoguchi/contracts/row/contact'
import type { Stamp } from '@madoguchi/contracts/merge'
import { learn } from '../../locales/lazy.ts'
import type { ContactItem } from '../../stores/parts/warmThread.ts'
import { inPage, item, openStage, type Stage } from '../inbox/inbox.fixture.ts'
import InboxRow from '../inbox/InboxRow.vue'
import ContactOwn from './ContactOwn.vue'

const KNOWN: OwnFields = { name: '', phone: '1', email: '', memo: '' }
const contact = (n: number, own: Partial<OwnFields> = {}, fieldRevs: Record<string, Stamp> = {}) =>
  ({ id: `c:U${n}`, channel: 'c', name: 'Mei', own: { ...KNOWN, ...own }, fieldRevs }) as unknown as ContactItem

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await learn('edit')
})
afterEach(() => stage.close())

const open = (of: ContactItem) => stage.open(ContactOwn, { contact: of })
async function write(field: keyof OwnFields, value: string) {
  inPage(`own-field-${field}`).value = value
  inPage(`own-field-${field}`).dispatchEvent(new Event('input'))
  await flushPromises()
}
/** Later than what it presses: Vue leaves out what happened before it stood there. */
function click(name: string) {
  vi.setSystemTime(Date.now() + 1)
  inPage(name).click()
}
async function press(name: string) {
  click(name)
  await flushPromises()
}
const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

test('what was typed is there again, open and marked, when one comes back; the other conversation has nothing of it', async () => {
  await open(contact(1))
  await press('contact-edit')
  expect([inPage('contact-unsaved'), asks()]).toEqual([null, false])
  await write('phone', '2')
  expect(inPage('contact-unsaved').textContent).toContain('Not saved yet')
  await open(contact(2))
  expect(inPage('contact-form')).toBeNull()
  expect(asks()).toBe(true)
  await open(contact(1))
  expect(inPage('own-field-phone').value).toBe('2')
  expect(inPage('contact-unsaved')).not.toBeNull()
  // What opens by itself takes nobody's focus.
  expect(document.activeElement).toBe(document.body)
  await press('contact-save')
  expect(stage.sent).toMatchObject([['contact:edit', { conversation: 'c:U1', change: { phone: '2' } }]])
  expect(asks()).toBe(false)
})

test('a colleague’s change of the field meanwhile is asked about', async () => {
  await open(contact(1))
  await press('contact-edit')
  await write('phone', '2')
  await open(contact(2))
  await open(contact(1, { phone: '3' }, { phone: { rev: 9, by: 'ken', at: 1 } }))
  expect(inPage('own-field-phone').value).toBe('2')
  expect(inPage('field-question').textContent).toContain('Ken Sato')
  await press('keep-mine')
  await press('contact-save')
  expect(stage.sent).toMatchObject([['contact:edit', { change: { phone: '2' }, based: { phone: 9 } }]])
})

test('Esc asks, and what was discarded does not come back', async () => {
  await open(contact(1))
  await press('contact-edit')
  await write('phone', '2')
  await open(contact(1))
  inPage('own-field-phone').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  await press('contact-discard')
  await open(contact(1))
  expect(inPage('contact-form')).toBeNull()
  expect(asks()).toBe(false)
})

test('saved while another conversation was opened, it is kept no longer; refused, it is', async () => {
  for (const [answer, kept] of [
    [{ ok: true }, false],
    [{ ok: false, code: 'busy' }, true],
  ] as const) {
    stage.answers(() => answer)
    await open(contact(1))
    if (inPage('contact-edit') !== null) await press('contact-edit')
    await write('phone', '2')
    click('contact-save')
    await open(contact(2))
    expect(asks()).toBe(kept)
  }
})

test('the list says where something is not saved', async () => {
  await open(contact(1))
  await press('contact-edit')
  await write('memo', 'x')
  const row = await stage.open(InboxRow, { item: item(1), open: false, reachable: true })
  expect(inPage('inbox-unsaved')).not.toBeNull()
  expect(row.text()).toContain('what you wrote about them is not saved yet')
  await stage.open(InboxRow, { item: item(2), open: false, reachable: true })
  expect(inPage('inbox-unsaved')).toBeNull()
})
