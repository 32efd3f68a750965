// Saved views over an agent's tabs, its colleagues and two gateways.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { VIEW_NAME_MAX, VIEWS_MAX, type SavedView } from '@madoguchi/contracts/row/savedView'
import { SYSTEM } from '../../../directory/audit.ts'
import { openDesk, type Desk, type Gate, type Screen } from '../../socket/desk.fixture.ts'
import { readPersonal } from '../read.ts'

let desk: Desk
let gate: Gate
let deaf: Gate
const ids: Record<string, string> = {}
const screens: Record<string, Screen> = {}
beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate()
  deaf = await desk.openGate({ deaf: true })
  await enter('mika', { [desk.shop]: ['agent'] })
  await enter('boss', { [desk.shop]: ['supervisor'], [desk.office]: ['supervisor'] })
  await enter('chef', { [desk.shop]: ['supervisor'] })
  await enter('vera', { [desk.shop]: ['viewer'] })
  await enter('rin', { [desk.office]: ['agent'] })
}, 60_000)
afterAll(() => desk.stop())

const within = { timeout: 5_000, interval: 20 }
async function enter(name: string, rights: Parameters<Desk['person']>[1]) {
  const { id, cookie } = await desk.person(name, rights)
  ids[name] = id
  screens[name] = await desk.screen(gate, cookie)
}
const view = (more: Partial<SavedView> = {}): SavedView => ({
  id: uuidv7(),
  channel: desk.shop,
  shared: false,
  name: '夜間',
  colour: 3,
  order: 0,
  filter: { view: 'unassigned', status: ['open'] },
  ...more,
})
const save = (by: string, one: SavedView) => screens[by]!.command('view:save', { view: one })
const remove = (by: string, id: string) => screens[by]!.command('view:delete', { view: id })
const viewsOf = async (by: string, channels = [desk.shop]) =>
  (await readPersonal({ pool: desk.database.pool, agent: ids[by]!, channels })).views
const heard = (screen: Screen) => screen.heard('personal').at(-1)?.views
async function clear() {
  await desk.database.pool.query('delete from saved_view')
}

test('one’s own is kept, changed and deleted, in its order, and nobody else has it', async () => {
  await clear()
  const [late, early] = [view({ order: 2, name: '  夜間 ' }), view({ order: 1, channel: null })]
  expect(await save('mika', late)).toEqual({ ok: true })
  expect(await save('mika', early)).toEqual({ ok: true })
  expect(await viewsOf('mika')).toEqual([early, { ...late, name: '夜間' }])
  expect(await viewsOf('mika', [desk.office])).toEqual([early])
  expect(await viewsOf('boss')).toEqual([])
  expect(await save('mika', { ...late, name: 'Night', order: 0 })).toEqual({ ok: true })
  expect((await viewsOf('mika')).map(({ name }) => name)).toEqual(['Night', '夜間'])
  expect(await remove('mika', late.id)).toEqual({ ok: true })
  expect(await viewsOf('mika')).toEqual([early])
})

test('what is deleted does not come back by a tab that has not heard of it', async () => {
  const one = view()
  await save('mika', one)
  await remove('mika', one.id)
  expect(await save('mika', one)).toMatchObject({ ok: false, code: 'not_found' })
  expect(await remove('mika', one.id)).toMatchObject({ ok: false, code: 'not_found' })
  expect(await remove('mika', uuidv7())).toMatchObject({ ok: false, code: 'not_found' })
})

test('sharing, and all that is done to a shared one, is a supervisor’s of that channel', async () => {
  await clear()
  const shared = view({ shared: true })
  expect(await save('mika', shared)).toMatchObject({ ok: false, code: 'forbidden' })
  expect(await save('rin', view({ shared: true }))).toMatchObject({ ok: false, code: 'forbidden' })
  expect(await save('rin', view())).toMatchObject({ ok: false, code: 'forbidden' })
  expect(await save('boss', shared)).toEqual({ ok: true })
  for (const by of ['mika', 'vera', 'chef']) expect(await viewsOf(by)).toEqual([shared])
  expect(await viewsOf('rin', [desk.office])).toEqual([])
  expect(await save('mika', { ...shared, name: 'mine' })).toMatchObject({ ok: false, code: 'forbidden' })
  expect(await remove('mika', shared.id)).toMatchObject({ ok: false, code: 'forbidden' })
  expect(await save('chef', { ...shared, name: 'Ours' })).toEqual({ ok: true })
  expect((await viewsOf('mika'))[0]).toMatchObject({ name: 'Ours' })
  expect(await save('boss', { ...shared, channel: desk.office })).toMatchObject({ code: 'invalid', field: 'channel' })
  // Whoever made it keeps it as their own.
  expect(await save('chef', { ...shared, shared: false })).toEqual({ ok: true })
  expect([await viewsOf('boss'), await viewsOf('chef'), await viewsOf('mika')].map((all) => all.length)).toEqual([
    1, 0, 0,
  ])
  expect(await save('chef', shared)).toMatchObject({ ok: false, code: 'id_taken' })
})

test('what does not fit is refused with the field and the limit', async () => {
  const refused = (more: object) => save('mika', { ...view(), ...more } as SavedView)
  expect(await refused({ name: '' })).toMatchObject({ code: 'malformed', field: 'view.name' })
  expect(await refused({ name: ' 　 ' })).toMatchObject({ code: 'invalid', field: 'name' })
  expect(await refused({ name: 'x'.repeat(VIEW_NAME_MAX + 1) })).toMatchObject({
    code: 'malformed',
    field: 'view.name',
  })
  expect(await refused({ name: 'a\u0000' })).toMatchObject({ code: 'malformed', field: 'view' })
  expect(await refused({ filter: { view: 'all', team: '\u0000' } })).toMatchObject({ code: 'malformed', field: 'view' })
  expect(await refused({ filter: { view: 'tags' } })).toMatchObject({ code: 'malformed' })
  expect(await refused({ colour: 12 })).toMatchObject({ code: 'malformed', field: 'view.colour' })
  expect(await refused({ channel: 'none' })).toMatchObject({ code: 'forbidden' })
  expect(await save('boss', view({ shared: true, channel: null }))).toMatchObject({ code: 'invalid', field: 'channel' })
})

test('so many and no more, also when they come at once; others’ do not count', async () => {
  await clear()
  const all = await Promise.all(Array.from({ length: VIEWS_MAX + 5 }, () => save('mika', view())))
  const refused = all.filter((ack) => !ack.ok)
  expect(refused).toHaveLength(5)
  expect(refused[0]).toEqual({ ok: false, code: 'invalid', field: 'views', limit: VIEWS_MAX })
  const [first] = await viewsOf('mika')
  expect(await save('mika', { ...first!, name: 'changed' })).toEqual({ ok: true })
  expect(await save('boss', view({ shared: true }))).toEqual({ ok: true })
  await remove('mika', first!.id)
  expect(await save('mika', view())).toEqual({ ok: true })
})

test('a shared one reaches everybody who may read the channel, live, on a gateway without a bus too; nobody else, and not the writer', async () => {
  await clear()
  const far = await desk.person('far', { [desk.shop]: ['viewer'] })
  await vi.waitUntil(() => deaf.directory.agents.get(far.id), within)
  const there = await desk.screen(deaf, far.cookie)
  const counts = () => ['rin', 'boss'].map((name) => screens[name]!.heard('personal').length)
  const before = counts()
  const shared = view({ shared: true })
  await save('boss', shared)
  for (const screen of [screens['mika']!, screens['vera']!, there])
    await vi.waitFor(() => expect(heard(screen)).toEqual([shared]), within)
  const own = view({ channel: null, order: 5 })
  await save('mika', own)
  await save('boss', { ...shared, shared: false })
  await vi.waitFor(() => expect(heard(screens['vera']!)).toEqual([]), within)
  await vi.waitFor(() => expect(heard(there)).toEqual([]), within)
  await vi.waitFor(() => expect(heard(screens['mika']!)).toEqual([own]), within)
  expect(counts()).toEqual(before)
})

test('two tabs of one agent have the same views', async () => {
  await clear()
  const other = await desk.person('two', { [desk.shop]: ['agent'] })
  const [here, beside] = [await desk.screen(gate, other.cookie), await desk.screen(gate, other.cookie)]
  const one = view()
  await here.command('view:save', { view: one })
  await vi.waitFor(() => expect(heard(beside)).toEqual([one]), within)
  await beside.command('view:delete', { view: one.id })
  await vi.waitFor(() => expect(heard(here)).toEqual([]), within)
})

test('whose access is withdrawn hears of a shared view no more', async () => {
  await clear()
  const grant = { channel: desk.shop, role: 'viewer' as const }
  await desk.directory.agents.revoke(ids['vera']!, grant, SYSTEM)
  const before = screens['vera']!.heard('personal').length
  await save('boss', view({ shared: true }))
  await vi.waitFor(() => expect(heard(screens['mika']!)).toHaveLength(1), within)
  expect(screens['vera']!.heard('personal')).toHaveLength(before)
})

test('notices are seen up to a time that only goes forwards, never past now, in every tab', async () => {
  const { pool } = desk.database
  const other = await desk.person('seer', { [desk.shop]: ['agent'] })
  const [here, beside] = [await desk.screen(gate, other.cookie), await desk.screen(gate, other.cookie)]
  const seen = async () => (await readPersonal({ pool, agent: other.id, channels: [desk.shop] })).noticesSeen
  expect(await seen()).toBe(0)
  await here.command('notices:seen', { at: 500 })
  await vi.waitFor(() => expect(beside.heard('personal').at(-1)).toEqual({ noticesSeen: 500 }), within)
  await here.command('notices:seen', { at: 400 })
  expect(await seen()).toBe(500)
  await here.command('notices:seen', { at: 8_000_000_000_000_000 })
  expect(await seen()).toBeLessThan(Date.now() + 60_000)
  expect(await seen()).toBeGreaterThan(500)
  expect(await here.command('notices:seen', { at: -1 })).toMatchObject({ code: 'malformed', field: 'at' })
})
