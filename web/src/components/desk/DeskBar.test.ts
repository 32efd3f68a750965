// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { doerOf } from '../../composables/keys/command/useCommand.ts'
import { useToasts } from '../../stores/toasts.ts'
import DeskBar from './DeskBar.vue'
import { byTest, draw, openDesk } from './desk.fixture.ts'

let bar: VueWrapper | undefined
afterEach(() => bar?.unmount())
const open = async (how: Parameters<typeof openDesk>[0] = {}) => {
  const world = await openDesk(how)
  bar = await draw(DeskBar)
  return world
}
const press = async (name: string) => {
  byTest(name)!.click()
  await flushPromises()
}
const key = async (name: string, more: object = {}) => {
  byTest('desk-picker-field')!.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }),
  )
  await flushPromises()
}

test('nobody’s is taken by one press, which shows before the server has answered', async () => {
  const { sent } = await open({ answer: () => ({ ok: true, at: { part: 0, off: 9 } }) })
  byTest('desk-take')!.click()
  await bar!.vm.$nextTick()
  expect(byTest('desk-assignee')!.title).toBe('Assigned to you, Aoi')
  await flushPromises()
  expect(sent).toMatchObject([{ name: 'conversation:assign', body: { assignee: 'aoi', team: null } }])
  expect(byTest('desk-take')).toBeNull()
})

test('a refusal takes it back and says who has it', async () => {
  await open({ answer: () => ({ ok: false, code: 'stale', field: 'assignee', why: 'mika' }) })
  await press('desk-take')
  expect(byTest('desk-take')).not.toBeNull()
  expect(useToasts().list.map(({ text }) => text)).toEqual(['林 美香 was quicker. Look again and decide.'])
})

test('“Resolve” is one press and turns into “Reopen”', async () => {
  const { sent } = await open()
  await press('desk-resolve')
  expect(sent).toMatchObject([{ name: 'conversation:status', body: { status: 'resolved' } }])
  expect(byTest('desk-resolve')!.textContent).toContain('Reopen')
  expect(doerOf('desk.resolve')).toBeNull()
})

test('who waits is told in words, and after ten minutes in others', async () => {
  const { show } = await open({ desk: { needsReplySince: Date.now() - 5.6 * 60_000 } })
  expect(byTest('desk-wait')!.textContent).toBe('Needs reply · 5 min')
  show({ needsReplySince: Date.now() - 12.9 * 60_000 }, 2)
  await flushPromises()
  expect(byTest('desk-wait')!.textContent).toBe('Waiting long · 12 min')
  expect(byTest('desk-wait')!.dataset['long']).toBe('true')
  show({}, 3)
  await flushPromises()
  expect(byTest('desk-wait')).toBeNull()
})

test('the list finds by any part of a name, arrows choose, Enter assigns, and the focus goes back', async () => {
  const { sent } = await open({ desk: { assignee: 'aoi' } })
  await press('desk-assignee')
  const field = byTest('desk-picker-field') as HTMLInputElement
  expect(document.activeElement).toBe(field)
  const names = () => [...document.querySelectorAll('[data-test=desk-option]')].map((one) => one.textContent.trim())
  expect(names()[0]).toContain('Unassign')
  field.value = 'e'
  field.dispatchEvent(new Event('input'))
  await flushPromises()
  expect(names()).toEqual([expect.stringContaining('Ken'), expect.stringContaining('Returns')])
  await key('Enter', { keyCode: 229, isComposing: true })
  expect(sent).toEqual([])
  await key('ArrowDown')
  expect(field.getAttribute('aria-activedescendant')).toBe(document.querySelector('[aria-selected=true]')!.id)
  await key('Enter')
  expect(sent).toMatchObject([{ name: 'conversation:assign', body: { assignee: null, team: 'returns' } }])
  expect(byTest('desk-picker')).toBeNull()
  expect(document.activeElement).toBe(byTest('desk-assignee'))
})

test('whoever only reads sees how it stands and can change nothing', async () => {
  await open({ role: 'viewer', desk: { assignee: 'mika' } })
  expect(byTest('desk-assignee')!.tagName).toBe('SPAN')
  expect(byTest('desk-resolve')).toBeNull()
  expect(byTest('desk-status')!.tagName).toBe('SPAN')
  expect(doerOf('desk.assign')).toBeNull()
})

test('a snooze in the past is refused at its field, one to come is sent', async () => {
  const { sent } = await open()
  doerOf('desk.snooze')!.run()
  await vi.dynamicImportSettled()
  await flushPromises()
  const date = byTest('snooze-date') as HTMLInputElement
  date.value = '2020-01-01'
  date.dispatchEvent(new Event('input'))
  byTest('snooze-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
  expect(document.body.textContent).toContain('This time has passed')
  expect(sent).toEqual([])
  await press('snooze-halfHour')
  const [{ body }] = sent as unknown as [{ body: { status: string; until: number } }]
  expect(body.status).toBe('snoozed')
  expect(body.until).toBeGreaterThan(Date.now() + 29 * 60_000)
})

test('escalating asks for a word and keeps it when it is refused', async () => {
  let ok = false
  const { sent } = await open({ answer: () => (ok ? { ok: true } : { ok: false, code: 'busy' }) })
  await press('desk-more')
  await press('menu-escalate')
  await vi.dynamicImportSettled()
  await flushPromises()
  const submit = async () => {
    byTest('word-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
  }
  await submit()
  expect(sent).toEqual([])
  const field = byTest('word-text') as HTMLTextAreaElement
  field.value = ' please decide '
  field.dispatchEvent(new Event('input'))
  await submit()
  expect(field.value).toBe(' please decide ')
  ok = true
  await submit()
  expect(sent.map(({ name, body }) => [name, body['text']])).toEqual([
    ['conversation:escalate', 'please decide'],
    ['conversation:escalate', 'please decide'],
  ])
  expect(byTest('word-form')).toBeNull()
})
