// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { byTest, CONVERSATION, draw, openDesk } from '../desk/desk.fixture.ts'
import ComposerFrame from './ComposerFrame.vue'

let frame: VueWrapper | undefined
afterEach(() => frame?.unmount())

async function open(how: Parameters<typeof openDesk>[0] = {}) {
  const world = await openDesk(how)
  frame = await draw(ComposerFrame, { conversation: CONVERSATION })
  await settle()
  const said = (name: string) => world.sent.filter((one) => one.name === name).map(({ body }) => body)
  return { ...world, said }
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
async function write(name: string, text: string) {
  const field = byTest(name) as HTMLTextAreaElement
  field.value = text
  field.setSelectionRange(text.length, text.length)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await settle()
}
const field = (name: string) => byTest(name) as HTMLTextAreaElement
const keydown = async (name: string, key: string, more: object = {}) => {
  byTest(name)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  await settle()
}
const shown = (id: string) => document.getElementById(id)!.style.display !== 'none'

test('reply and note are two fields; switching keeps both texts, and a note goes by its own command', async () => {
  const { said } = await open()
  await write('composer-text', 'to the customer')
  await press('composer-tab-note')
  expect(document.activeElement).toBe(field('note-text'))
  await write('note-text', 'among us')
  await press('composer-tab-reply')
  expect([field('composer-text').value, field('note-text').value]).toEqual(['to the customer', 'among us'])
  expect([shown('composer-reply'), shown('composer-note')]).toEqual([true, false])
  await press('composer-tab-note')
  expect(byTest('note-add')!.textContent).toContain('Add note')
  await keydown('note-text', 'Enter')
  expect(said('note:write')).toEqual([])
  await keydown('note-text', 'Enter', { ctrlKey: true })
  expect(said('note:write')).toMatchObject([{ conversation: CONVERSATION, text: 'among us', mentions: [], files: [] }])
  expect(said('message:send')).toEqual([])
  expect([field('note-text').value, field('composer-text').value]).toEqual(['', 'to the customer'])
})

test('a name is suggested at the sign, chosen by Enter, and goes as a mention; the Enter of an input method chooses nothing', async () => {
  const { said } = await open()
  await press('composer-tab-note')
  await write('note-text', '確認を＠美')
  expect([...document.querySelectorAll('[data-test=note-person]')]).toHaveLength(1)
  expect(field('note-text').getAttribute('aria-activedescendant')).toBe(byTest('note-person')!.id)
  await keydown('note-text', 'Enter', { keyCode: 229, isComposing: true })
  expect(field('note-text').value).toBe('確認を＠美')
  await keydown('note-text', 'Enter')
  expect(field('note-text').value).toBe('確認を@林 美香 ')
  await keydown('note-text', 'Enter', { metaKey: true })
  expect(said('note:write')).toMatchObject([
    { text: '確認を@林 美香', mentions: [{ kind: 'agent', id: 'mika', start: 3, length: 5 }] },
  ])
})

test('where nothing can be sent a note is possible all the same; whoever only reads has neither', async () => {
  const { said } = await open({ blocked: true })
  expect(byTest('composer-closed')).not.toBeNull()
  await press('composer-tab-note')
  await write('note-text', 'they blocked us')
  byTest('note-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settle()
  expect(said('note:write')).toMatchObject([{ text: 'they blocked us' }])
  frame!.unmount()
  await open({ role: 'viewer' })
  expect(byTest('composer-tab-note')).toBeNull()
})

test('in another agent’s conversation nothing leaves until the bar above is answered, and “Reply once” is once', async () => {
  const { said } = await open({ desk: { assignee: 'mika' } })
  expect(byTest('desk-lock')!.textContent).toContain('林 美香 has this')
  await write('composer-text', 'hello')
  await keydown('composer-text', 'Enter', { ctrlKey: true })
  expect(said('message:send')).toEqual([])
  expect(document.activeElement).toBe(byTest('lock-take'))
  await press('lock-once')
  expect(document.activeElement).toBe(field('composer-text'))
  await keydown('composer-text', 'Enter', { ctrlKey: true })
  expect(said('message:send')).toMatchObject([{ override: true, messages: [{ type: 'text', text: 'hello' }] }])
  await write('composer-text', 'again')
  await keydown('composer-text', 'Enter', { ctrlKey: true })
  expect(said('message:send')).toHaveLength(1)
  expect(field('composer-text').value).toBe('again')
})

test('taking over opens the field at once', async () => {
  const { said } = await open({ desk: { assignee: 'mika' } })
  await write('composer-text', 'mine now')
  await press('lock-take')
  expect(byTest('desk-lock')).toBeNull()
  await keydown('composer-text', 'Enter', { ctrlKey: true })
  expect(said('conversation:assign')).toMatchObject([{ assignee: 'aoi' }])
  expect(said('message:send')[0]).not.toHaveProperty('override')
})

test('under the hard rule only a note is left, for supervisors everything', async () => {
  await open({ desk: { assignee: 'mika' }, lock: 'hard' })
  expect(byTest('lock-take')).toBeNull()
  expect(shown('composer-reply')).toBe(false)
  await press('lock-note')
  expect(document.activeElement).toBe(field('note-text'))
  frame!.unmount()
  await open({ desk: { assignee: 'mika' }, lock: 'hard', role: 'supervisor' })
  expect(byTest('lock-once')).not.toBeNull()
})

test('a message refused as locked is back in the field, and goes under its own id when it is to go all the same', async () => {
  let refuse = true
  const { said, show } = await open({
    answer: (name): Ack =>
      name === 'message:send' && refuse ? { ok: false, code: 'locked', why: 'mika' } : { ok: true },
  })
  await write('composer-text', 'too late')
  await keydown('composer-text', 'Enter', { ctrlKey: true })
  show({ assignee: 'mika' }, 2)
  await settle()
  expect(field('composer-text').value).toBe('too late')
  expect(byTest('desk-lock')!.textContent).toContain('Not sent: 林 美香 has this conversation')
  expect(byTest('composer-held')).toBeNull()
  refuse = false
  await press('lock-once')
  await keydown('composer-text', 'Enter', { ctrlKey: true })
  const [first, second] = said('message:send')
  expect(second).toMatchObject({ id: first!['id'], override: true })
  expect(field('composer-text').value).toBe('')
})
