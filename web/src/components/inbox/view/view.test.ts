// @vitest-environment happy-dom
// Filters and saved views, as one presses them.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import { useConversations } from '../../../stores/conversations.ts'
import { usePersonal } from '../../../stores/personal.ts'
import { useToasts } from '../../../stores/toasts.ts'
import { choose, inPage, item, openStage, type Stage } from '../inbox.fixture.ts'
import ViewManage from './saved/ViewManage.vue'
import ViewSave from './saved/ViewSave.vue'
import ViewChips from './ViewChips.vue'
import ViewFilter from './ViewFilter.vue'

let stage: Stage
beforeEach(async () => void (stage = await openStage()))
afterEach(() => stage.close())

test('a filter acts at once and stands in the address beside the rest of it; all of a kind is no filter', async () => {
  await stage.open(ViewFilter, { anchor: document.body }, '/chat/c/c:U1?view=mine&panel=person')
  inPage('filter-status-open').click()
  await nextTick()
  inPage('filter-status-pending').click()
  choose('filter-assignee', 'ken')
  choose('filter-team', 'none')
  choose('filter-sort', 'waiting')
  expect(await stage.query()).toEqual({
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
  expect(await stage.query()).toEqual({ panel: 'person', view: 'mine', sort: 'waiting', team: 'none' })
  inPage('filter-clear').click()
  expect(await stage.query()).toEqual({ panel: 'person', view: 'mine' })
})

test('days are whole days, and a span that ends before it begins says so and changes nothing', async () => {
  await stage.open(ViewFilter, { anchor: document.body })
  const day = async (test: string, value: string) => {
    inPage(test).value = value
    inPage(test).dispatchEvent(new Event('input'))
    inPage(test).dispatchEvent(new Event('change'))
    return stage.query()
  }
  const { from } = await day('filter-from', '2026-03-02')
  const { to } = await day('filter-to', '2026-03-02')
  expect(Number(to) - Number(from)).toBe(24 * 3_600_000 - 1)
  expect(await day('filter-to', '2026-03-01')).toEqual({ from, to })
  expect(document.querySelector('[role=alert]')?.textContent).toContain('after the last one')
})

test('tags are typed or taken from those in view, any, all or none of them, and stand in the address', async () => {
  useConversations().rows = [item(1, {}, { tags: ['VIP', '新規'] }), item(2, {}, { tags: ['ｖｉｐ', 'a, b'] })]
  await stage.open(ViewFilter, { anchor: document.body }, '/chat/c?view=mine')
  const field = inPage('tag-add')
  const suggested = () => [...document.querySelectorAll<HTMLOptionElement>('datalist option')].map((one) => one.value)
  const type = async (word: string, more: KeyboardEventInit = {}) => {
    field.value = word
    field.dispatchEvent(new Event('input'))
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }))
    return stage.query()
  }
  expect(suggested()).toEqual(['a, b', 'VIP', '新規'])
  expect(await type('vip', { isComposing: true })).toEqual({ view: 'mine' })
  expect(await type('vip', { keyCode: 229 } as never)).toEqual({ view: 'mine' })
  expect(await type('  ')).toEqual({ view: 'mine' })
  choose('filter-tags-which', 'all')
  expect(await type(' VIP ')).toEqual({ view: 'mine', tags: 'all,VIP' })
  expect(field.value).toBe('')
  expect(suggested()).toEqual(['a, b', '新規'])
  expect(await type('vip')).toEqual({ view: 'mine', tags: 'all,VIP' })
  expect(await type('a, b')).toEqual({ view: 'mine', tags: 'all,a%2C b,VIP' })
  choose('filter-tags-which', 'none')
  expect(await stage.query()).toEqual({ view: 'mine', tags: 'none,a%2C b,VIP' })
  inPage('filter-tag').click()
  expect(await stage.query()).toEqual({ view: 'mine', tags: 'none,VIP' })
  expect(document.activeElement).toBe(field)
  inPage('filter-tag').click()
  expect(await stage.query()).toEqual({ view: 'mine' })
})

test('more tags than a filter holds are not added, and the field says how many it holds', async () => {
  const names = Array.from({ length: 20 }, (_, n) => `t${n}`)
  await stage.open(ViewFilter, { anchor: document.body }, `/chat/c?tags=any,${names.join()}`)
  const before = await stage.query()
  inPage('tag-add').value = 'one more'
  inPage('tag-add').dispatchEvent(new Event('input'))
  inPage('tag-add').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  expect(await stage.query()).toEqual(before)
  expect(inPage('tag-add').value).toBe('one more')
  expect(document.querySelector('[role=alert]')?.textContent).toBe('At most 20 tags.')
})

test('a chip says which tags, and how', async () => {
  const words = async (tags: string) =>
    (await stage.open(ViewChips, {}, `/chat/c?tags=${encodeURIComponent(tags)}`)).get('[data-test=chip-tags]').text()
  expect(await words('any,VIP')).toBe('Tag: VIP')
  expect(await words('all,VIP')).toBe('Tag: VIP')
  expect(await words('none,VIP')).toBe('Tag: without VIP')
  expect(await words('any,VIP,新規')).toBe('Tag: any of VIP, 新規')
  expect(await words('all,VIP,a%2C b')).toBe('Tag: all of a, b, VIP')
})

test('chips say what narrows the list in words, and each is the way out of it', async () => {
  const shown = await stage.open(
    ViewChips,
    {},
    '/chat/c?view=mine&status=open,pending&assignee=ken&team=none&sort=oldest',
  )
  const chips = shown.findAll('.view-chip').map((chip) => chip.text())
  expect(chips).toEqual(['Status: Open, Waiting', 'Assignee: Ken Sato', 'Team: No team', 'Sort: Oldest first'])
  await shown.get('[data-test=chip-assignee]').trigger('click')
  expect(await stage.query()).toEqual({ view: 'mine', status: 'open,pending', team: 'none', sort: 'oldest' })
  await shown.get('[data-test=chips-clear]').trigger('click')
  expect(await stage.query()).toEqual({ view: 'mine' })
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
  const shown = await stage.open(ViewChips, {}, address)
  await shown.get('[data-test=view-save-changes]').trigger('click')
  await flushPromises()
  expect(stage.sent).toEqual([
    ['view:save', { view: saved({ filter: { view: 'unassigned', status: ['open', 'pending'] } }) }],
  ])
  expect(shown.find('[data-test=view-save-changes]').exists()).toBe(false)
  usePersonal().setViews([saved()])
  stage.be('agent')
  expect((await stage.open(ViewChips, {}, address)).find('[data-test=view-save-changes]').exists()).toBe(false)
})

test('the filter in force is saved under a name; what is refused stays written and says why', async () => {
  const shown = await stage.open(ViewSave, {}, '/chat/c?view=mine&status=open')
  await shown.get('[data-test=view-form]').trigger('submit')
  expect(shown.text()).toContain('Give the view a name.')
  await shown.get('[data-test=view-name]').setValue('x'.repeat(41))
  expect(shown.text()).toContain('At most 40 characters; these are 41.')
  await shown.get('[data-test=view-name]').setValue('  夜間 ')
  expect(stage.sent).toEqual([])
  stage.answers(() => ({ ok: false, code: 'invalid', field: 'views', limit: 50 }))
  await shown.get('[data-test=view-form]').trigger('submit')
  await flushPromises()
  expect(shown.text()).toContain('There are 50 views already.')
  expect(shown.emitted('close')).toBeUndefined()
  stage.answers(() => ({ ok: true }))
  await shown.get('[data-test=view-everywhere]').setValue(true)
  await shown.get('[data-test=view-form]').trigger('submit')
  await flushPromises()
  const [, body] = stage.sent.at(-1) as [string, { view: SavedView }]
  const { id: _, ...view } = body.view
  expect(view).toEqual({
    name: '夜間',
    colour: 0,
    order: 0,
    shared: false,
    channel: null,
    filter: { view: 'mine', status: ['open'] },
  })
  expect((await stage.query())['saved']).toBe(body.view.id)
  expect(shown.emitted('close')).toHaveLength(1)
})

test('who may not share is not asked, and changes no shared view', async () => {
  stage.be('agent')
  usePersonal().setViews([saved(), saved({ id: '019a0000-0000-7000-8000-000000000002', shared: false, name: 'Own' })])
  const shown = await stage.open(ViewManage)
  expect(shown.findAll('[data-test=view-line]').map((line) => line.findAll('button').length)).toEqual([0, 4])
  expect((await stage.open(ViewSave)).find('[data-test=view-share]').exists()).toBe(false)
})

test('a deleted view can be brought back, under an id of its own', async () => {
  usePersonal().setViews([saved()])
  const shown = await stage.open(ViewManage)
  await shown.get('[data-test=view-delete]').trigger('click')
  await flushPromises()
  expect(shown.text()).toContain('No saved views yet')
  useToasts().list.at(-1)!.action!.run()
  await flushPromises()
  const [name, body] = stage.sent.at(-1) as [string, { view: SavedView }]
  expect([name, body.view.name, body.view.id === saved().id]).toEqual(['view:save', 'Night', false])
  expect(shown.text()).toContain('Night')
})
