// What is one agent's alone, over its tabs and gateways.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { partitionOf } from '@madoguchi/contracts/ids'
import { DEFAULT_NOTIFY, DEFAULT_RULES } from '@madoguchi/contracts/notify/rule'
import { unreadOf } from '@madoguchi/contracts/row/unread'
import { DRAFT_FORM_MAX } from '@madoguchi/contracts/socket/up'
import { SYSTEM } from '../../directory/audit.ts'
import { conversationAt, messageAt } from '../rows.fixture.ts'
import { openDesk, type Desk, type Gate } from '../socket/desk.fixture.ts'
import { DEFAULTS, readPersonal } from './read.ts'

let desk: Desk
let gate: Gate
let deaf: Gate
beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate()
  deaf = await desk.openGate({ deaf: true })
})
afterAll(() => desk.stop())

const within = { timeout: 5_000, interval: 20 }
let n = 0
let mika: { id: string; cookie: string }
let conversation = ''
beforeEach(async () => {
  n += 1
  mika = await desk.person(`mika${n}`, { [desk.shop]: ['agent'] })
  conversation = `${desk.shop}:U${n}`
  await vi.waitUntil(() => deaf.directory.agents.get(mika.id), within)
})
const read = (channels = [desk.shop], agent = mika.id) => readPersonal({ pool: desk.database.pool, agent, channels })

test('who never changed anything has defaults; what is changed stays, and only what is named changes', async () => {
  expect((await read()).preferences).toEqual(DEFAULTS)
  const screen = await desk.screen(gate, mika.cookie)
  await screen.command('preferences:set', { theme: 'dark' })
  await screen.command('preferences:set', { language: 'ja', autoLoad: false })
  await screen.command('preferences:set', {})
  expect((await read()).preferences).toEqual({ ...DEFAULTS, theme: 'dark', language: 'ja', autoLoad: false })
  screen.close()
})

test('reading positions and drafts are kept, a position may go back, an empty draft is none, and other channels’ stay out', async () => {
  const { pool } = desk.database
  const screen = await desk.screen(gate, mika.cookie)
  await screen.command('reading:set', { conversation, readTo: 9 })
  await screen.command('reading:set', { conversation, readTo: 4 })
  await screen.command('draft:set', { conversation, text: '下書き 🍎\u0000', notificationDisabled: true, form: '' })
  const other = { conversation: `${desk.shop}:Other`, notificationDisabled: false }
  await screen.command('draft:set', { ...other, text: 'x', form: '{"form":1}' })
  await screen.command('draft:set', { ...other, text: '', form: '' })
  const personal = await read()
  expect(personal.readings).toEqual({ [conversation]: 4 })
  expect(personal.drafts).toEqual({
    [conversation]: { text: '下書き 🍎', notificationDisabled: true, form: '', at: expect.any(Number) },
  })
  expect(await read([desk.office])).toMatchObject({ readings: {}, drafts: {} })
  expect((await readPersonal({ pool, agent: 'ken', channels: [desk.shop] })).drafts).toEqual({})
  screen.close()
})

test('what stands in the form is a draft without any words too, kept letter by letter', async () => {
  const screen = await desk.screen(gate, mika.cookie)
  const form = JSON.stringify({ form: { slots: [{ kind: 'flex', form: { contents: '{ "broken" 🍎' } }] }, files: [] })
  const draft = { conversation, text: '', notificationDisabled: false, form: `${form}\u0000` }
  expect(await screen.command('draft:set', draft)).toEqual({ ok: true })
  expect((await read()).drafts[conversation]).toMatchObject({ text: '', form })
  const tooMuch = { ...draft, form: 'x'.repeat(DRAFT_FORM_MAX + 1) }
  expect(await screen.command('draft:set', tooMuch)).toMatchObject({ ok: false, code: 'malformed', field: 'form' })
  screen.close()
})

test('the name customers see is at most what LINE shows and never one of its own', async () => {
  const screen = await desk.screen(gate, mika.cookie)
  const named = (publicName: string | null) => screen.command('preferences:set', { publicName })
  expect(await named('さくら🍎')).toEqual({ ok: true })
  expect(await named('x'.repeat(21))).toMatchObject({ ok: false, code: 'invalid', field: 'publicName', limit: 20 })
  expect(await named('LINE')).toMatchObject({ ok: false, code: 'invalid', field: 'publicName', why: 'not_allowed' })
  expect((await read()).preferences.publicName).toBe('さくら🍎')
  expect(await named(null)).toEqual({ ok: true })
  expect((await read()).preferences.publicName).toBeNull()
  screen.close()
})

test('what one is told of is kept as a whole, with quiet hours of a zone that there is', async () => {
  const screen = await desk.screen(gate, mika.cookie)
  const quiet = { on: true, from: '21:30', to: '06:00', zone: 'Asia/Bangkok' }
  const rules = { '*': DEFAULT_RULES, [desk.shop]: { desktop: 'all', sound: 'none', badge: 'mine' } as const }
  const notify = { ...DEFAULT_NOTIFY, quiet, rules }
  const set = (wish: object) => screen.command('preferences:set', { notify: { ...notify, ...wish } })
  expect(await set({})).toEqual({ ok: true })
  expect((await read()).preferences).toEqual({ ...DEFAULTS, notify })
  expect(await set({ quiet: { ...quiet, zone: 'Mars/Olympus' } })).toMatchObject({
    ok: false,
    code: 'invalid',
    field: 'notify.quiet.zone',
  })
  expect(await set({ quiet: { ...quiet, from: '24:00' } })).toMatchObject({ ok: false, code: 'malformed' })
  expect(await set({ rules: { '*': { ...DEFAULT_RULES, sound: 'loud' } } })).toMatchObject({ code: 'malformed' })
  expect(await set({ rules: { 'a\u0000b': DEFAULT_RULES } })).toMatchObject({ code: 'malformed' })
  expect(await set({ rules: { ['x'.repeat(65)]: DEFAULT_RULES } })).toMatchObject({ code: 'malformed' })
  expect((await read()).preferences.notify).toEqual(notify)
  screen.close()
})

test('another tab hears of it within a second, on this gateway and on one that no bus reaches; the writer and others do not', async () => {
  const ken = await desk.person(`ken${n}`, { [desk.shop]: ['agent'] })
  const [mine, here, there, other] = await Promise.all([
    desk.screen(gate, mika.cookie),
    desk.screen(gate, mika.cookie),
    desk.screen(deaf, mika.cookie),
    desk.screen(gate, ken.cookie),
  ])
  const began = performance.now()
  await mine.command('reading:set', { conversation, readTo: 7 })
  const told = [{ readings: { [conversation]: 7 } }]
  await vi.waitFor(() => expect(here.heard('personal')).toEqual(told), { timeout: 500, interval: 5 })
  await vi.waitFor(() => expect(there.heard('personal')).toEqual(told), within)
  expect(performance.now() - began).toBeLessThan(2_000)
  await there.command('draft:set', { conversation, text: 'from afar', notificationDisabled: false, form: '{}' })
  await vi.waitFor(
    () =>
      expect(here.heard('personal').at(-1)).toMatchObject({
        drafts: { [conversation]: { text: 'from afar', form: '{}' } },
      }),
    within,
  )
  await there.command('draft:set', { conversation, text: '', notificationDisabled: false, form: '' })
  await vi.waitFor(() => expect(mine.heard('personal').at(-1)).toEqual({ drafts: { [conversation]: null } }), within)
  await there.command('preferences:set', { theme: 'light' })
  await vi.waitFor(
    () => expect(mine.heard('personal').at(-1)).toEqual({ preferences: { ...DEFAULTS, theme: 'light' } }),
    within,
  )
  // Each once, although the look sees each several times.
  await vi.waitFor(() => expect(here.heard('personal')).toHaveLength(4), within)
  expect([mine.heard('personal').length, there.heard('personal').length, other.heard('personal').length]).toEqual([
    3, 1, 0,
  ])
  for (const one of [mine, here, there, other]) one.close()
})

test('nothing from before access was given counts as unread; what is granted anew begins anew', async () => {
  const part = partitionOf(conversation)
  const inbound = async (rev: number) => {
    await desk.commit([messageAt(conversation, rev), conversationAt(conversation, rev, { countable: [rev] })])
    return conversationAt(conversation, rev, { countable: [rev] }).row as { countable: number[] }
  }
  const unread = async (row: { countable: number[] }, agent: string) =>
    unreadOf(row, undefined, (await read([desk.shop], agent)).since[desk.shop]?.[part])
  const before = await inbound(n * 1_000)
  expect(await unread(before, mika.id)).toBe(1)
  const late = await desk.person(`late${n}`, {})
  const grant = { channel: desk.shop, role: 'viewer' as const }
  await desk.directory.agents.grant(late.id, grant, SYSTEM)
  const { pool } = desk.database
  const written = async (channel: string) =>
    (await pool.query('select from access where agent = $1 and channel = $2', [late.id, channel])).rowCount
  await vi.waitFor(async () => expect(await written(desk.shop)).toBe(1), within)
  const after = await inbound(n * 1_000 + 1)
  expect(await unread(before, late.id)).toBe(0)
  expect(await unread(after, late.id)).toBe(1)
  await desk.directory.agents.revoke(late.id, grant, SYSTEM)
  await vi.waitFor(async () => expect(await written(desk.shop)).toBe(0), within)
  await vi.waitFor(() => expect(deaf.directory.rev()).toBe(desk.directory.rev()), within)
  await desk.directory.agents.grant(late.id, grant, SYSTEM)
  await vi.waitFor(async () => expect(await written(desk.shop)).toBe(1), within)
  expect(await unread(after, late.id)).toBe(0)
  // A channel that comes later begins with its first event, for those who see every channel.
  const bot = { userId: `U${'f'.repeat(32)}`, basicId: null, pictureUrl: null }
  const all = await desk.person(`all${n}`, { '*': ['viewer'] })
  const added = await desk.directory.channels.add(
    { name: 'new', lineChannelId: '1659999999', secret: 'secret-of-new', bot },
    SYSTEM,
  )
  if (!added.ok) throw new Error(added.code)
  await vi.waitFor(async () => {
    const { rowCount } = await pool.query('select from access where agent = $1 and channel = $2', [all.id, added.id])
    expect(rowCount).toBe(1)
  }, within)
})
