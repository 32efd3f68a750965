import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMemoryBus } from '../bus/memory.ts'
import type { Bus } from '../bus/bus.ts'
import { silentLogger } from '../runtime/logger.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { SYSTEM } from './audit.ts'
import { openDirectory, type Directory } from './open.ts'
import { seedDemo } from './seed.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

const SECRET_KEY = 'k'.repeat(32)
const logger = silentLogger()
/** No notice ever arrives: what others see, they see by the 1-s compare. */
const deafBus: Bus = { publish: () => {}, subscribe: () => () => {}, healthy: () => false, stop: async () => {} }

let database: TestDatabase
let bus: Bus
let here: Directory
let there: Directory

beforeAll(async () => {
  database = await openTestDatabase()
  bus = createMemoryBus({ logger })
  const deps = { pool: database.pool, secretKey: SECRET_KEY, logger }
  here = await openDirectory({ ...deps, bus })
  there = await openDirectory({ ...deps, bus: deafBus })
})
afterAll(async () => {
  await here.stop()
  await there.stop()
  await bus.stop()
  await database.stop()
})

let n = 0
const shop = () => {
  n += 1
  const bot = { userId: `U${String(n).padStart(32, '0')}`, basicId: `@shop${n}`, pictureUrl: null }
  return { name: `Shop ${n}`, lineChannelId: `20000000${n}`, secret: `secret-of-shop-${n}`, bot }
}
async function addShop(): Promise<string> {
  const added = await here.channels.add(shop(), SYSTEM)
  if (!added.ok) throw new Error(added.code)
  return added.id
}

test('a channel is known at once here, with its credentials, and within about a second in a process that hears no bus', async () => {
  const given = shop()
  const added = await here.channels.add({ ...given, accessToken: 'long-lived-token-of-shop' }, SYSTEM)
  if (!added.ok) throw new Error(added.code)
  const began = performance.now()
  const expected = {
    id: added.id,
    name: given.name,
    lineChannelId: given.lineChannelId,
    botUserId: given.bot.userId,
    secrets: [given.secret],
    token: { kind: 'longLived', value: 'long-lived-token-of-shop' },
    replyWindow: 30,
    state: 'active',
    quotaEndedAt: null,
    desk: DESK_RULES,
  }
  expect(here.channels.get(added.id)).toEqual(expected)
  await vi.waitFor(() => expect(there.channels.get(added.id)).toEqual(expected), { timeout: 3_000, interval: 20 })
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('a notice on the bus makes another process fresh without waiting for the compare', async () => {
  const next = await openDirectory({ pool: database.pool, secretKey: SECRET_KEY, logger, bus })
  try {
    const id = await addShop()
    const began = performance.now()
    await vi.waitFor(() => expect(next.channels.get(id)).toBeDefined(), { timeout: 900, interval: 5 })
    expect(performance.now() - began).toBeLessThan(500)
  } finally {
    await next.stop()
  }
})

test('revs are gapless and in commit order under contending writers in two processes', async () => {
  await vi.waitFor(() => expect(there.rev()).toBe(here.rev()), { timeout: 3_000 })
  const before = here.rev()
  const seen: { from: number; next: number }[] = []
  const stop = there.onChange((change) => seen.push(change))
  const ids = [await addShop(), await addShop()]
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? here : there).channels.edit(ids[i % 2]!, { name: `name ${i}` }, SYSTEM),
    ),
  )
  await vi.waitFor(() => expect(there.rev()).toBe(before + 22), { timeout: 3_000 })
  stop()
  expect(seen[0]!.from).toBe(before)
  seen.slice(1).forEach((change, i) => expect(change.from).toBe(seen[i]!.next))
  const { rows } = await database.pool.query("select next from checkpoint where reader = 'directory' and part = -1")
  expect(rows[0].next).toBe(before + 22)
  await vi.waitFor(() => expect(here.rows()).toEqual(there.rows()), { timeout: 3_000 })
})

test('nothing changed means no rev, no notice and no audit', async () => {
  const id = await addShop()
  const before = here.rev()
  await here.channels.edit(id, { replyWindow: 30, state: 'active' }, SYSTEM)
  await here.channels.setPaused(id, null)
  expect(await here.channels.edit('none', { name: 'x' }, SYSTEM)).toEqual({ ok: false, code: 'not_found' })
  expect(await here.agents.off('nobody', SYSTEM)).toBe(false)
  expect(here.rev()).toBe(before)
})

test('one bot and one channel id are registered once', async () => {
  const first = shop()
  await here.channels.add(first, SYSTEM)
  expect(await here.channels.add({ ...shop(), lineChannelId: first.lineChannelId }, SYSTEM)).toEqual({
    ok: false,
    code: 'taken',
    field: 'lineChannelId',
  })
  expect(await here.channels.add({ ...shop(), bot: first.bot }, SYSTEM)).toEqual({
    ok: false,
    code: 'taken',
    field: 'botUserId',
  })
})

test('a second secret stands beside the first, newest first, until the old one is dropped', async () => {
  const id = await addShop()
  const old = here.channels.get(id)!.secrets[0]!
  await here.channels.edit(id, { nextSecret: 'the-next-secret' }, SYSTEM)
  expect(here.channels.get(id)!.secrets).toEqual(['the-next-secret', old])
  await here.channels.edit(id, { dropOldSecret: true }, SYSTEM)
  expect(here.channels.get(id)!.secrets).toEqual(['the-next-secret'])
})

test('a pause is shown on every screen, and new credentials end it', async () => {
  const id = await addShop()
  const row = () => here.rows().rows.find((row) => row.id === id)?.row
  await here.channels.setPaused(id, 'token')
  expect(row()).toMatchObject({ paused: 'token' })
  await here.channels.edit(id, { accessToken: 'another-long-lived-token' }, SYSTEM)
  expect(row()).toMatchObject({ paused: null })
})

test('the end of a quota is shown on every screen, told again after an hour at the earliest, and taken back', async () => {
  const id = await addShop()
  const ended = () => [
    here.rows().rows.flatMap((one) => (one.id === id && one.noun === 'channel' ? one.row!.quotaEndedAt : []))[0],
    here.channels.get(id)!.quotaEndedAt,
  ]
  expect(ended()).toEqual([null, null])
  await here.channels.setQuotaEnded(id, 1_000)
  expect(ended()).toEqual([1_000, 1_000])
  const before = here.rev()
  await here.channels.setQuotaEnded(id, 60_000)
  expect([...ended(), here.rev()]).toEqual([1_000, 1_000, before])
  await here.channels.setQuotaEnded(id, 3_601_000)
  expect(ended()).toEqual([3_601_000, 3_601_000])
  await here.channels.setQuotaEnded(id, null)
  const after = here.rev()
  await here.channels.setQuotaEnded(id, null)
  expect([...ended(), here.rev()]).toEqual([null, null, after])
})

test('kept data under another SECRET_KEY stops the start with one line', async () => {
  const start = openDirectory({ pool: database.pool, bus, secretKey: 'z'.repeat(32), logger })
  await expect(start).rejects.toThrow(/^SECRET_KEY is not the one this database was written with[^\n]*$/)
})

test('while the database is away the directory goes on with what it knows, and catches up', async () => {
  const id = await addShop()
  await vi.waitFor(() => expect(there.channels.get(id)).toBeDefined(), { timeout: 3_000 })
  await database.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  expect(there.channels.get(id)).toBeDefined()
  await vi.waitFor(() => here.channels.edit(id, { name: 'after the storm' }, SYSTEM), { timeout: 3_000 })
  await vi.waitFor(() => expect(there.channels.get(id)?.name).toBe('after the storm'), { timeout: 3_000 })
})

test('demo people and channels are made once; their password is theirs again at every start', async () => {
  const channels = [{ name: 'みなと', lineChannelId: '1650000001', secret: 'demo-secret', botUserId: 'Udemo' }]
  const first = await seedDemo(here, channels)
  const again = await seedDemo(here, channels)
  expect(again).toEqual(first)
  expect(first.agents.map(({ email }) => email)).toEqual([
    'aoi@minato.example',
    'mika@minato.example',
    'ken@minato.example',
  ])
  const { email, password } = first.agents[0]!
  expect(await here.agents.signIn({ email, password: password!, address: '::1' })).toMatchObject({ ok: true })
  const token = await here.agents.makeLink(first.agents[0]!.id, SYSTEM)
  await here.agents.setPassword(token!, 'my own password', '::1')
  expect((await seedDemo(here, channels)).agents.map((agent) => agent.password === null)).toEqual([true, false, false])
})

test('a listener that fails disturbs neither the others nor the writer', async () => {
  const heard: number[] = []
  const stops = [
    here.onChange(() => {
      throw new Error('listener')
    }),
    here.onChange(({ next }) => heard.push(next)),
  ]
  await addShop()
  for (const stop of stops) stop()
  await addShop()
  expect(heard).toEqual([here.rev() - 1])
})
