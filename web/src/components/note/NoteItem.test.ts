// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { item } from '../../composables/timeline/build.fixture.ts'
import type { TimelineItem } from '../../composables/timeline/item.ts'
import { byTest, CONVERSATION, draw, openDesk } from '../desk/desk.fixture.ts'
import NoteItem from './NoteItem.vue'

let drawn: VueWrapper | undefined
afterEach(() => drawn?.unmount())

type Note = Extract<TimelineItem['body'], { kind: 'note' }>
const note = (more: Partial<Note> = {}, by = 'aoi'): TimelineItem =>
  item(
    Date.now(),
    {
      channel: 'shop',
      conversation: CONVERSATION,
      direction: 'note',
      by: { kind: 'agent', id: by },
      body: { kind: 'note', text: 'hello', mentions: [], files: [], ...more },
    },
    'n1',
  )
async function open(one: TimelineItem, how: Parameters<typeof openDesk>[0] = {}) {
  const world = await openDesk(how)
  drawn = await draw(NoteItem, { item: one })
  await settle()
  return world
}
async function settle() {
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}
const press = async (name: string) => {
  byTest(name)!.click()
  await settle()
}

test('names are chips, stronger for oneself and one’s team; addresses are safe links; nothing is markup', async () => {
  const text = '@Aoi @Returns @Ken <b>x</b> https://example.com javascript:alert(1)'
  await open(
    note({
      text,
      mentions: [
        { kind: 'agent', id: 'aoi', start: 0, length: 4 },
        { kind: 'team', id: 'returns', start: 5, length: 8 },
        { kind: 'agent', id: 'ken', start: 14, length: 4 },
      ],
    }),
  )
  const chips = [...document.querySelectorAll<HTMLElement>('[data-test=note-mention]')]
  expect(chips.map(({ dataset }) => dataset['me'])).toEqual(['you', 'mine', undefined])
  expect([...document.querySelectorAll('.note-said a')].map((a) => a.getAttribute('href'))).toEqual([
    'https://example.com/',
  ])
  expect(document.querySelector('.note-said b')).toBeNull()
})

test('its author edits it in place, and what is refused stays written', async () => {
  let ack: Ack = { ok: false, code: 'invalid', field: 'mentions[0].id' }
  const { sent } = await open(note(), { answer: () => ack })
  await press('note-menu')
  await press('note-menu-edit')
  const field = () => byTest('note-text') as HTMLTextAreaElement
  expect(document.activeElement).toBe(field())
  field().value = 'hello again'
  field().dispatchEvent(new Event('input'))
  const save = async () => {
    byTest('note-edit')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
  }
  await save()
  expect(field().value).toBe('hello again')
  expect(byTest('note-edit')!.textContent).toContain('may not read this channel')
  ack = { ok: true }
  await save()
  expect(byTest('note-edit')).toBeNull()
  expect(document.querySelector('.note-said')!.textContent).toBe('hello again')
  expect(sent.at(-1)).toMatchObject({ name: 'note:edit', body: { note: 'n1', text: 'hello again', mentions: [] } })
})

test('it is deleted after a question, and that it was deleted stays to be seen', async () => {
  const { sent } = await open(note())
  await press('note-menu')
  await press('note-menu-delete')
  expect(sent).toEqual([])
  await press('note-sure')
  expect(sent).toMatchObject([{ name: 'note:delete', body: { note: 'n1', conversation: CONVERSATION } }])
  expect(byTest('note-deleted')!.textContent).toContain('Aoi deleted a note')
  expect(byTest('note')).toBeNull()
})

test('another’s note has no menu, for a supervisor it can be deleted and not edited', async () => {
  await open(note({}, 'mika'))
  expect(byTest('note-menu')).toBeNull()
  drawn!.unmount()
  await open(note({}, 'mika'), { role: 'supervisor' })
  await press('note-menu')
  expect(byTest('note-menu-edit')).toBeNull()
  expect(byTest('note-menu-delete')).not.toBeNull()
})

test('a file is saved over this console; one elsewhere has no link', async () => {
  const files = [
    {
      address: `https://console.example/m/${'a'.repeat(40)}`,
      name: '見積書.pdf',
      type: 'application/pdf',
      size: 1_200,
    },
    { address: 'https://evil.example/x', name: 'x', type: '', size: 1 },
  ]
  await open(note({ files }))
  const links = [...document.querySelectorAll('[data-test=note-file] a')]
  expect(links.map((a) => [a.getAttribute('href'), a.getAttribute('download')])).toEqual([
    [`/m/${'a'.repeat(40)}`, '見積書.pdf'],
  ])
})
