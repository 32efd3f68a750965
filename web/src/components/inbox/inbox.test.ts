// @vitest-environment happy-dom
// Rows, empty lists and the bar of several rows, as one presses them.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useConversations, type ConversationItem } from '../../stores/conversations.ts'
import { usePersonal } from '../../stores/personal.ts'
import { useToasts } from '../../stores/toasts.ts'
import BulkBar from './bulk/BulkBar.vue'
import { inPage, item, openStage, type Stage } from './inbox.fixture.ts'
import InboxNone from './InboxNone.vue'
import InboxRow from './InboxRow.vue'

let stage: Stage
beforeEach(async () => void (stage = await openStage()))
afterEach(() => stage.close())

test('an empty view says what would stand there; under filters the way on is to clear them', async () => {
  expect((await stage.open(InboxNone, {}, '/chat/c?view=needsReply')).text()).toContain('Nothing waits for an answer')
  const filtered = await stage.open(InboxNone, {}, '/chat/c?view=needsReply&kind=group')
  expect(filtered.text()).toContain('No conversation fits these filters')
  await filtered.get('[data-test=empty-clear]').trigger('click')
  expect(await stage.query()).toEqual({ view: 'needsReply' })
})

test('a row shows and says whose it is, how it stands and how long somebody waits; its link keeps the list', async () => {
  const desk = { assignee: 'ken', status: 'snoozed', needsReplySince: 3_600_000 - 12 * 60_000, case: 1 } as const
  const props = { item: item(1, desk), open: false, reachable: true, left: true, selected: true }
  const shown = await stage.open(InboxRow, props, '/chat/c?view=mine&saved=v')
  const marks = ['inbox-waits', 'inbox-status', 'inbox-assignee'].map((one) =>
    shown.find(`[data-test=${one}]`).exists(),
  )
  expect(marks).toEqual([true, true, true])
  expect(shown.get('[data-test=inbox-waits]').text()).toBe('12 min')
  expect(shown.get('[data-test=inbox-waits]').attributes('data-long')).toBe('true')
  const said = shown.get('.visually-hidden').text()
  for (const words of ['selected', 'waiting long, 12 min', 'assigned to Ken Sato', 'Snoozed', 'no longer in this view'])
    expect(said).toContain(words)
  expect(shown.get('[data-test=inbox-row]').attributes('href')).toBe('/chat/c/c:U1?view=mine&saved=v')
  const fresh = await stage.open(InboxRow, { item: item(2), open: false, reachable: true })
  expect(fresh.findAll('[data-test^=inbox-]').map((one) => one.attributes('data-test'))).toEqual([
    'inbox-row',
    'inbox-check',
  ])
})

test('a row shows two tags and how many more there are, and says so; where long ones would crowd it, one', async () => {
  const show = (tags: string[]) => stage.open(InboxRow, { item: item(1, {}, { tags }), open: false, reachable: true })
  const marks = (shown: Awaited<ReturnType<typeof show>>) =>
    shown.findAll('.inbox-tags > *').map((one) => [one.classes()[0], one.text()])
  const four = await show(['VIP', '新規', 'x', 'z'])
  expect(marks(four)).toEqual([
    ['inbox-tag', 'VIP'],
    ['inbox-tag', '新規'],
    ['inbox-tags-more', '+2'],
  ])
  expect(four.get('[data-test=inbox-tags]').attributes('title')).toBe('VIP, 新規, x, z')
  expect(four.get('.visually-hidden').text()).toContain('tags VIP, 新規 and 2 more')
  const long = await show(['VIP', '法人契約のお客さま'])
  expect(marks(long)).toEqual([
    ['inbox-tag', 'VIP'],
    ['inbox-tag', '法人契約のお客さま'],
    ['inbox-tags-narrow', '+1'],
  ])
  expect(long.get('.visually-hidden').text()).toMatch(/tags VIP, 法人契約のお客さま$/)
  const one = await show(['a very long name of a tag'])
  expect(marks(one)).toEqual([['inbox-tag', 'a very long name of a tag']])
  expect((await show([])).find('[data-test=inbox-tags]').exists()).toBe(false)
})

function rowsKnown(...rows: ConversationItem[]) {
  vi.spyOn(useConversations(), 'byId').mockImplementation((id) => rows.find((one) => one.id === id))
}

test('several are assigned, each keeping its team; what was refused is named with its reason, and an undo gives back the rest', async () => {
  rowsKnown(item(1, { team: 'night' }), item(2, { assignee: 'ken' }))
  stage.answers((_, { conversation }) =>
    conversation === 'c:U2' ? { ok: false, code: 'locked', why: 'ken' } : { ok: true },
  )
  const shown = await stage.open(BulkBar, { ids: ['c:U1', 'c:U2'] })
  await shown.get('[data-test=bulk-assign]').trigger('click')
  await vi.dynamicImportSettled()
  await flushPromises()
  inPage('desk-picker-field').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
  inPage('desk-picker-field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await flushPromises()
  const asked = () => stage.sent.map(([name, body]) => [name, { ...(body as object), id: '' }])
  const assign = (conversation: string, assignee: string | null, team: string | null) => [
    'conversation:assign',
    { id: '', conversation, assignee, team },
  ]
  expect(asked()).toEqual([assign('c:U1', 'mika', 'night'), assign('c:U2', 'mika', null)])
  expect(shown.get('[data-test=bulk-failures]').text()).toContain('Person 2')
  expect(shown.get('[data-test=bulk-failures]').text()).toContain('Ken Sato has this conversation')
  expect(useToasts().list.map(({ text }) => text)).toEqual(['1 conversation assigned'])
  stage.sent.length = 0
  useToasts().list[0]!.action!.run()
  await flushPromises()
  expect(asked()).toEqual([assign('c:U1', null, 'night')])
})

test('what was refused can be tried again by itself', async () => {
  rowsKnown(item(1), item(2))
  let refuses = true
  stage.answers((_, { conversation }) =>
    refuses && conversation === 'c:U2' ? { ok: false, code: 'busy' } : { ok: true },
  )
  const shown = await stage.open(BulkBar, { ids: ['c:U1', 'c:U2'] })
  await shown.get('[data-test=bulk-status]').trigger('click')
  await flushPromises()
  inPage('bulk-status-resolved').click()
  await flushPromises()
  expect(stage.sent).toHaveLength(2)
  refuses = false
  await shown.get('[data-test=bulk-again]').trigger('click')
  await flushPromises()
  expect(stage.sent.slice(2).map(([, body]) => (body as { conversation: string }).conversation)).toEqual(['c:U2'])
  expect(shown.find('[data-test=bulk-failures]').exists()).toBe(false)
})

const tagsAsked = () =>
  stage.sent.map(([name, body]) => {
    const { conversation, add, remove } = body as { conversation: string; add: string[]; remove: string[] }
    return [name, conversation, add, remove]
  })

test('several are given a tag; who bears it is left alone, what was refused is named, and an undo takes it from the changed ones', async () => {
  rowsKnown(item(1, {}, { tags: ['old'] }), item(2, {}, { tags: ['ｖｉｐ'] }), item(3))
  stage.answers((_, { conversation }) => (conversation === 'c:U3' ? { ok: false, code: 'wrong_state' } : { ok: true }))
  const shown = await stage.open(BulkBar, { ids: ['c:U1', 'c:U2', 'c:U3'] })
  await shown.get('[data-test=bulk-tags]').trigger('click')
  const field = inPage('tag-add')
  expect(document.activeElement).toBe(field)
  field.value = ' VIP'
  field.dispatchEvent(new Event('input'))
  const press = (more: KeyboardEventInit = {}) =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...more }))
  press({ isComposing: true })
  await flushPromises()
  expect(stage.sent).toEqual([])
  press()
  await flushPromises()
  expect(inPage('bulk-tags-box')).toBeNull()
  expect(tagsAsked()).toEqual([
    ['contact:tag', 'c:U1', ['VIP'], []],
    ['contact:tag', 'c:U3', ['VIP'], []],
  ])
  expect(shown.get('[data-test=bulk-failures]').text()).toContain('Person 3')
  expect(useToasts().list.map(({ text }) => text)).toEqual(['“VIP” added to 1 conversation'])
  stage.sent.length = 0
  useToasts().list[0]!.action!.run()
  await flushPromises()
  expect(tagsAsked()).toEqual([['contact:tag', 'c:U1', [], ['VIP']]])
})

test('a tag is taken from those that bear it, and comes back as each had it written; where nothing changes nothing is asked', async () => {
  rowsKnown(item(1, {}, { tags: ['VIP'] }), item(2, {}, { tags: ['ｖｉｐ', '新規'] }), item(3))
  const shown = await stage.open(BulkBar, { ids: ['c:U1', 'c:U2', 'c:U3'] })
  const open = () => shown.get('[data-test=bulk-tags]').trigger('click')
  await open()
  const lines = [...document.querySelectorAll('.bulk-tags li')].map((line) => line.textContent)
  expect(lines).toEqual(['VIP2', '新規1'])
  expect(inPage('bulk-tag-remove').getAttribute('aria-label')).toBe('Remove the tag VIP from 2 conversations')
  inPage('bulk-tag-remove').click()
  await flushPromises()
  expect(tagsAsked()).toEqual([
    ['contact:tag', 'c:U1', [], ['VIP']],
    ['contact:tag', 'c:U2', [], ['VIP']],
  ])
  stage.sent.length = 0
  useToasts().list[0]!.action!.run()
  await flushPromises()
  expect(tagsAsked()).toEqual([
    ['contact:tag', 'c:U1', ['VIP'], []],
    ['contact:tag', 'c:U2', ['ｖｉｐ'], []],
  ])
  rowsKnown(item(4, {}, { tags: ['VIP'] }))
  stage.sent.length = 0
  await shown.setProps({ ids: ['c:U4'] })
  await open()
  inPage('tag-add').value = 'vip'
  inPage('tag-add').dispatchEvent(new Event('input'))
  inPage('tag-add').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await flushPromises()
  expect([stage.sent, useToasts().list.at(-1)!.text, useToasts().list.at(-1)!.action]).toEqual([
    [],
    'Nothing to change',
    undefined,
  ])
})

test('several are marked unread, and what stands on the screen does not read them before they are left', async () => {
  rowsKnown(item(1), item(2, {}, { countable: [] }))
  const personal = usePersonal()
  personal.markReading('c:U1', 10)
  const shown = await stage.open(BulkBar, { ids: ['c:U1', 'c:U2'] })
  await shown.get('[data-test=bulk-unread]').trigger('click')
  await flushPromises()
  expect([personal.readTo('c:U1'), personal.readTo('c:U2')]).toEqual([9, undefined])
  personal.setReading('c:U1', 10)
  expect(personal.readTo('c:U1')).toBe(9)
  personal.left('c:U1')
  personal.setReading('c:U1', 10)
  expect(personal.readTo('c:U1')).toBe(10)
})

test('who may only read marks, and changes nothing', async () => {
  stage.be('viewer')
  const shown = await stage.open(BulkBar, { ids: ['c:U1'] })
  expect(shown.findAll('button').map((button) => button.attributes('data-test'))).toEqual([
    'bulk-read',
    'bulk-unread',
    'bulk-clear',
  ])
})
