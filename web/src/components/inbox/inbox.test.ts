// @vitest-environment happy-dom
// Views, filters and the bar of several rows, as one presses them.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { nextTick, type Component } from 'vue'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { learnDeskWords } from '../../composables/desk/words.ts'
import { i18n, speak } from '../../locales/i18n.ts'
import { useChannels } from '../../stores/channels.ts'
import { useConnection } from '../../stores/connection.ts'
import { useConversations, type ConversationItem } from '../../stores/conversations.ts'
import { usePersonal } from '../../stores/personal.ts'
import { useSession } from '../../stores/session.ts'
import { useToasts } from '../../stores/toasts.ts'
import { useWorkspace, type AgentItem } from '../../stores/workspace.ts'
import BulkBar from './bulk/BulkBar.vue'
import InboxNone from './InboxNone.vue'
import InboxRow from './InboxRow.vue'
import ViewChips from './view/ViewChips.vue'
import ViewFilter from './view/ViewFilter.vue'
import ViewManage from './view/ViewManage.vue'
import ViewSave from './view/ViewSave.vue'

let wrapper: VueWrapper | undefined
let router: Router
const sent: [string, unknown][] = []
let answer: (name: string, body: { conversation?: string }) => Ack

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 3_600_000 })
  HTMLDialogElement.prototype.showModal ??= () => {}
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ counts: {} })))
  await speak('en')
  await learnDeskWords()
  setActivePinia(createPinia())
  sent.length = 0
  answer = () => ({ ok: true })
  const connection = useConnection()
  connection.send = (async (name: string, body: object) => {
    sent.push([name, body])
    return answer(name, body)
  }) as never
  useSession().me = {
    agent: { id: 'mika', name: 'Mika', email: '' },
    rights: { c: ['supervisor'] },
    stickers: 'placeholder',
    protocol: '',
  }
  const agent = (id: string, name: string): [string, AgentItem] => [id, { id, name, active: true, teams: [] }]
  useWorkspace().agents = new Map([agent('mika', 'Mika'), agent('ken', 'Ken Sato')])
  useWorkspace().teams = new Map([['night', { id: 'night', name: 'Night', colour: 1, active: true }]])
  useChannels().current = 'c'
})
afterEach(() => {
  wrapper?.unmount()
  document.body.innerHTML = ''
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function open(part: Component, props: object = {}, address = '/chat/c') {
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/chat/:channel?/:conversation?', name: 'chat', component: { render: () => null } }],
  })
  await router.push(address)
  wrapper = mount(part, { props, global: { plugins: [i18n, router] }, attachTo: document.body })
  await flushPromises()
  return wrapper
}
const query = async () => (await flushPromises(), router.currentRoute.value.query)
const inPage = (test: string) => document.querySelector<HTMLInputElement>(`[data-test="${test}"]`)!
function choose(test: string, value: string) {
  inPage(test).value = value
  inPage(test).dispatchEvent(new Event('change'))
}

const item = (n: number, desk: Partial<Desk> = {}, more: Partial<ConversationItem> = {}): ConversationItem => ({
  id: `c:U${n}`,
  part: 0,
  rev: 1,
  channel: 'c',
  kind: 'user',
  lineId: `U${n}`,
  name: `Person ${n}`,
  pictureUrl: null,
  memberCount: null,
  profiledAt: null,
  friend: { state: 'friend', since: 1 },
  lastUserMessageAt: 1,
  lastFollowAt: 1,
  lastUnfollowAt: null,
  lastJoinAt: null,
  lastLeaveAt: null,
  mode: { value: 'active', at: 1 },
  firstSeenAt: 1,
  updatedAt: 1,
  desk: { ...NEW_DESK, ...desk },
  countable: [10],
  lastAt: 1,
  last: null,
  troubled: 0,
  ...more,
})

test('a filter acts at once and stands in the address beside the rest of it; all of a kind is no filter', async () => {
  await open(ViewFilter, { anchor: document.body }, '/chat/c/c:U1?view=mine&panel=person')
  inPage('filter-status-open').click()
  await nextTick()
  inPage('filter-status-pending').click()
  choose('filter-assignee', 'ken')
  choose('filter-team', 'none')
  choose('filter-sort', 'waiting')
  expect(await query()).toEqual({
    panel: 'person',
    view: 'mine',
    sort: 'waiting',
    status: 'open,pending',
    assignee: 'ken',
    team: 'none',
  })
  inPage('filter-status-snoozed').click()
  await flushPromises()
  inPage('filter-status-resolved').click()
  choose('filter-assignee', '')
  expect(await query()).toEqual({ panel: 'person', view: 'mine', sort: 'waiting', team: 'none' })
  inPage('filter-clear').click()
  expect(await query()).toEqual({ panel: 'person', view: 'mine' })
})

test('days are whole days, and a span that ends before it begins says so and changes nothing', async () => {
  await open(ViewFilter, { anchor: document.body })
  const day = async (test: string, value: string) => {
    inPage(test).value = value
    inPage(test).dispatchEvent(new Event('input'))
    inPage(test).dispatchEvent(new Event('change'))
    return query()
  }
  const { from } = await day('filter-from', '2026-03-02')
  const { to } = await day('filter-to', '2026-03-02')
  expect(Number(to) - Number(from)).toBe(24 * 3_600_000 - 1)
  expect(await day('filter-to', '2026-03-01')).toEqual({ from, to })
  expect(document.querySelector('[role=alert]')?.textContent).toContain('after the last one')
})

test('chips say what narrows the list in words, and each is the way out of it', async () => {
  const shown = await open(ViewChips, {}, '/chat/c?view=mine&status=open,pending&assignee=ken&team=none&sort=oldest')
  const chips = shown.findAll('.view-chip').map((chip) => chip.text())
  expect(chips).toEqual(['Status: Open, Waiting', 'Assignee: Ken Sato', 'Team: No team', 'Sort: Oldest first'])
  await shown.get('[data-test=chip-assignee]').trigger('click')
  expect(await query()).toEqual({ view: 'mine', status: 'open,pending', team: 'none', sort: 'oldest' })
  await shown.get('[data-test=chips-clear]').trigger('click')
  expect(await query()).toEqual({ view: 'mine' })
  expect(shown.find('[data-test=view-chips]').exists()).toBe(false)
})

const saved = (more: Partial<SavedView> = {}): SavedView => ({
  id: '019a0000-0000-7000-8000-000000000001',
  channel: 'c',
  shared: true,
  name: 'Night',
  colour: 2,
  order: 0,
  filter: { view: 'unassigned', status: ['open'] },
  ...more,
})

test('a saved view that was turned at can be kept so by whoever may change it, and only then', async () => {
  usePersonal().setViews([saved()])
  const address = `/chat/c?view=unassigned&status=open,pending&saved=${saved().id}`
  const shown = await open(ViewChips, {}, address)
  await shown.get('[data-test=view-save-changes]').trigger('click')
  await flushPromises()
  expect(sent).toEqual([
    ['view:save', { view: saved({ filter: { view: 'unassigned', status: ['open', 'pending'] } }) }],
  ])
  expect(shown.find('[data-test=view-save-changes]').exists()).toBe(false)
  wrapper?.unmount()
  usePersonal().setViews([saved()])
  useSession().me = { ...useSession().me!, rights: { c: ['agent'] } }
  expect((await open(ViewChips, {}, address)).find('[data-test=view-save-changes]').exists()).toBe(false)
})

test('the filter in force is saved under a name; what is refused stays written and says why', async () => {
  const shown = await open(ViewSave, {}, '/chat/c?view=mine&status=open')
  await shown.get('[data-test=view-form]').trigger('submit')
  expect(shown.text()).toContain('Give the view a name.')
  await shown.get('[data-test=view-name]').setValue('x'.repeat(41))
  expect(shown.text()).toContain('At most 40 characters; these are 41.')
  await shown.get('[data-test=view-name]').setValue('  夜間 ')
  expect(sent).toEqual([])
  answer = () => ({ ok: false, code: 'invalid', field: 'views', limit: 50 })
  await shown.get('[data-test=view-form]').trigger('submit')
  await flushPromises()
  expect(shown.text()).toContain('There are 50 views already.')
  expect(shown.emitted('close')).toBeUndefined()
  answer = () => ({ ok: true })
  await shown.get('[data-test=view-everywhere]').setValue(true)
  await shown.get('[data-test=view-form]').trigger('submit')
  await flushPromises()
  const [, body] = sent.at(-1) as [string, { view: SavedView }]
  const { id: _, ...view } = body.view
  expect(view).toEqual({
    name: '夜間',
    colour: 0,
    order: 0,
    shared: false,
    channel: null,
    filter: { view: 'mine', status: ['open'] },
  })
  expect((await query())['saved']).toBe(body.view.id)
  expect(shown.emitted('close')).toHaveLength(1)
})

test('who may not share is not asked, and changes no shared view', async () => {
  useSession().me = { ...useSession().me!, rights: { c: ['agent'] } }
  usePersonal().setViews([saved(), saved({ id: '019a0000-0000-7000-8000-000000000002', shared: false, name: 'Own' })])
  const shown = await open(ViewManage)
  expect(shown.findAll('[data-test=view-line]').map((line) => line.findAll('button').length)).toEqual([0, 4])
  wrapper?.unmount()
  expect((await open(ViewSave)).find('[data-test=view-share]').exists()).toBe(false)
})

test('a deleted view can be brought back, under an id of its own', async () => {
  usePersonal().setViews([saved()])
  const shown = await open(ViewManage)
  await shown.get('[data-test=view-delete]').trigger('click')
  await flushPromises()
  expect(shown.text()).toContain('No saved views yet')
  useToasts().list.at(-1)!.action!.run()
  await flushPromises()
  const [name, body] = sent.at(-1) as [string, { view: SavedView }]
  expect([name, body.view.name, body.view.id === saved().id]).toEqual(['view:save', 'Night', false])
  expect(shown.text()).toContain('Night')
})

test('an empty view says what would stand there; under filters the way on is to clear them', async () => {
  expect((await open(InboxNone, {}, '/chat/c?view=needsReply')).text()).toContain('Nothing waits for an answer')
  wrapper?.unmount()
  const filtered = await open(InboxNone, {}, '/chat/c?view=needsReply&kind=group')
  expect(filtered.text()).toContain('No conversation fits these filters')
  await filtered.get('[data-test=empty-clear]').trigger('click')
  expect(await query()).toEqual({ view: 'needsReply' })
})

test('a row shows and says whose it is, how it stands and how long somebody waits; its link keeps the list', async () => {
  const desk = { assignee: 'ken', status: 'snoozed', needsReplySince: 3_600_000 - 12 * 60_000, case: 1 } as const
  const props = { item: item(1, desk), open: false, reachable: true, left: true, selected: true }
  const shown = await open(InboxRow, props, '/chat/c?view=mine&saved=v')
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
  wrapper?.unmount()
  const fresh = await open(InboxRow, { item: item(2), open: false, reachable: true })
  expect(fresh.findAll('[data-test^=inbox-]').map((one) => one.attributes('data-test'))).toEqual([
    'inbox-row',
    'inbox-check',
  ])
})

function rowsKnown(...rows: ConversationItem[]) {
  vi.spyOn(useConversations(), 'byId').mockImplementation((id) => rows.find((one) => one.id === id))
}

test('several are assigned, each keeping its team; what was refused is named with its reason, and an undo gives back the rest', async () => {
  rowsKnown(item(1, { team: 'night' }), item(2, { assignee: 'ken' }))
  answer = (_, { conversation }) => (conversation === 'c:U2' ? { ok: false, code: 'locked', why: 'ken' } : { ok: true })
  const shown = await open(BulkBar, { ids: ['c:U1', 'c:U2'] })
  await shown.get('[data-test=bulk-assign]').trigger('click')
  await vi.dynamicImportSettled()
  await flushPromises()
  inPage('desk-picker-field').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
  inPage('desk-picker-field').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await flushPromises()
  const asked = () => sent.map(([name, body]) => [name, { ...(body as object), id: '' }])
  const assign = (conversation: string, assignee: string | null, team: string | null) => [
    'conversation:assign',
    { id: '', conversation, assignee, team },
  ]
  expect(asked()).toEqual([assign('c:U1', 'mika', 'night'), assign('c:U2', 'mika', null)])
  expect(shown.get('[data-test=bulk-failures]').text()).toContain('Person 2')
  expect(shown.get('[data-test=bulk-failures]').text()).toContain('Ken Sato has this conversation')
  expect(useToasts().list.map(({ text }) => text)).toEqual(['1 conversation assigned'])
  sent.length = 0
  useToasts().list[0]!.action!.run()
  await flushPromises()
  expect(asked()).toEqual([assign('c:U1', null, 'night')])
})

test('what was refused can be tried again by itself', async () => {
  rowsKnown(item(1), item(2))
  let refuses = true
  answer = (_, { conversation }) => (refuses && conversation === 'c:U2' ? { ok: false, code: 'busy' } : { ok: true })
  const shown = await open(BulkBar, { ids: ['c:U1', 'c:U2'] })
  await shown.get('[data-test=bulk-status]').trigger('click')
  await flushPromises()
  inPage('bulk-status-resolved').click()
  await flushPromises()
  expect(sent).toHaveLength(2)
  refuses = false
  await shown.get('[data-test=bulk-again]').trigger('click')
  await flushPromises()
  expect(sent.slice(2).map(([, body]) => (body as { conversation: string }).conversation)).toEqual(['c:U2'])
  expect(shown.find('[data-test=bulk-failures]').exists()).toBe(false)
})

test('several are marked unread, and what stands on the screen does not read them before they are left', async () => {
  rowsKnown(item(1), item(2, {}, { countable: [] }))
  const personal = usePersonal()
  personal.markReading('c:U1', 10)
  const shown = await open(BulkBar, { ids: ['c:U1', 'c:U2'] })
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
  useSession().me = { ...useSession().me!, rights: { c: ['viewer'] } }
  const shown = await open(BulkBar, { ids: ['c:U1'] })
  expect(shown.findAll('button').map((button) => button.attributes('data-test'))).toEqual([
    'bulk-read',
    'bulk-unread',
    'bulk-clear',
  ])
})
