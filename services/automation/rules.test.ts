// The rules over a real log in PostgreSQL and the projector's own rows: what they say, once, and what stands against them.
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'
import { createMemoryBus } from '../bus/memory.ts'
import type { Channel, Channels } from '../directory/channel.ts'
import { createLineClients, type LineClients } from '../line/client.ts'
import { json, openScript, type Script } from '../line/script.fixture.ts'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { fact, line, queued } from '../projector/commit/build.fixture.ts'
import { startProjector } from '../projector/start.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import type { Worker } from './desk/turn.ts'
import { startAutomation } from './start.ts'

const MARK = '/v2/bot/chat/markAsRead'
const SLOW = { timeout: 10_000, interval: 20 }
const logger = silentLogger()
const metrics = createMetrics()
const health = createHealth()
let database: TestDatabase
let log: Log
let script: Script
let clients: LineClients
let projector: { stop(): Promise<void> }
const running: { stop(): Promise<void> }[] = []

let rules: DeskRules
let workers: Worker[]
let here: Set<string> | null
let skew = 0
let user = ''
/** A channel for each test: the rules look at all of one. */
let shop = ''
let n = 0
const now = () => Date.now() + skew

beforeAll(async () => {
  database = await openTestDatabase()
  const { pool, url: databaseUrl } = database
  log = await openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced: (error) => expect.fail(error.message) })
  projector = await startProjector({ log, pool, bus: createMemoryBus({ logger }), logger, metrics, health })
  script = await openScript()
  clients = createLineClients({ apiUrl: script.url, logger, metrics })
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})
afterAll(async () => {
  await projector.stop()
  await clients.stop()
  await script.stop()
  await log.close()
  await database.stop()
  health.stop()
})
beforeEach(() => {
  shop = `shop${(n += 1)}`
  rules = { ...DESK_RULES, readMark: 'never' }
  workers = []
  here = new Set()
  skew = 0
  user = `U${randomUUID().replaceAll('-', '')}`
})

const channel = (): Channel => ({
  id: shop,
  name: 'Shop',
  lineChannelId: '1234567890',
  botUserId: 'U0',
  secrets: ['s'.repeat(32)],
  token: { kind: 'longLived', value: 't'.repeat(40) },
  replyWindow: 30,
  state: 'active',
  quotaEndedAt: null,
  desk: rules,
})
const channels: Channels = {
  get: (id) => (id === shop ? channel() : undefined),
  all: () => [channel()],
  setPaused: () => Promise.resolve(),
  setQuotaEnded: () => Promise.resolve(),
}
const works = (id: string, more: Partial<Worker> = {}): Worker => ({
  id,
  active: true,
  rights: { [shop]: ['agent'] },
  teams: [],
  ...more,
})

/** As many processes as `times`. */
async function automate(times = 1) {
  for (let i = 0; i < times; i += 1)
    running.push(
      await startAutomation({
        log,
        pool: database.pool,
        channels,
        agents: { all: () => workers },
        atConsole: () => Promise.resolve(here),
        clients,
        logger,
        health,
        now,
        everyMs: 20,
      }),
    )
}

const key = () => `${shop}:${user}`
async function says(more: object = {}): Promise<Envelope> {
  const message = { id: randomUUID(), type: 'text', text: 'こんにちは', ...more }
  const event = line({ type: 'message', source: { type: 'user', userId: user }, timestamp: now(), message }, shop)
  await log.append(event)
  return event
}
const does = (type: string, data: object, by = 'mika') =>
  log.append(fact(`conversation.${type}`, data, { id: randomUUID(), key: key(), by, at: now() }))
async function replies(by = 'mika') {
  const id = randomUUID()
  await log.append(queued(id, 'はい', { key: key(), by, at: now() }))
  const sent = { message: id, via: 'push', sentMessages: [] }
  await log.append(fact('message.sent', sent, { id: uuidv5(id, 'message.sent'), key: key(), cause: id, at: now() }))
}

async function desk(): Promise<Desk | undefined> {
  const { rows } = await database.pool.query<{ desk: Desk }>(
    `select row->'desk' as desk from rm.conversation where id = $1`,
    [key()],
  )
  return rows[0]?.desk
}
const becomes = (expected: Partial<Desk>) => vi.waitFor(async () => expect(await desk()).toMatchObject(expected), SLOW)
type Said = { cause: string | undefined; data: Record<string, unknown> }
/** What the rules have said of this conversation, in order, as it stands on the log; a fact said twice counts once. */
async function said(): Promise<Said[]> {
  const { rows } = await database.pool.query<{ headers: string; value: string }>(
    'select headers, value from log.record where value is not null order by part, off',
  )
  const own = rows
    .map(({ headers, value }) => ({ headers: JSON.parse(headers) as Record<string, string>, data: JSON.parse(value) }))
    .filter(({ headers }) => headers.ce_by === 'system' && headers.ce_partitionkey === key())
    .filter(({ headers }) => headers.ce_type!.startsWith('conversation.'))
  return [...new Map(own.map(({ headers, data }) => [headers.ce_id, { cause: headers.ce_cause, data }])).values()]
}

test('the customer’s word after "resolved" is named once: the same case within the hours, the next one after', async () => {
  await automate(2)
  await says()
  await becomes({ status: 'open', case: 1 })
  await does('statusChanged', { status: 'resolved', reopenUntil: now() + 60_000 })
  await says()
  await vi.waitFor(async () => expect((await desk())!.said.status).toBe('open'), SLOW)
  await becomes({ status: 'open', case: 1, statusBy: 'contact' })
  await does('statusChanged', { status: 'resolved', reopenUntil: now() - 1 })
  const opener = await says()
  await says()
  await becomes({ status: 'open', case: 2 })
  expect((await said()).map(({ data }) => data)).toMatchObject([
    { case: 1, fresh: false },
    { case: 2, fresh: true },
  ])
  expect((await said())[1]!.cause).toBe(opener.id)
})

test('a snooze ends at its time, late after a stand-still, and not where somebody was first', async () => {
  await says()
  await does('statusChanged', { status: 'snoozed', until: now() + 60_000 })
  await becomes({ status: 'snoozed' })
  skew = 2 * 60_000
  await automate(2)
  await becomes({ status: 'open', statusBy: 'system' })
  await does('statusChanged', { status: 'snoozed', until: now() + 60_000 })
  await becomes({ status: 'snoozed' })
  await does('statusChanged', { status: 'pending' })
  await becomes({ status: 'pending' })
  skew += 2 * 60_000
  await says()
  await becomes({ status: 'open', statusBy: 'contact' })
  expect((await said()).map(({ data }) => data.rule)).toEqual(['snoozeEnded'])
})

test('a reply turns the conversation over to the customer where the channel wants it', async () => {
  rules = { ...rules, afterReply: 'pending' }
  await automate()
  await says()
  await replies()
  await becomes({ status: 'pending', needsReplySince: null })
  await says()
  await becomes({ status: 'open' })
  await does('statusChanged', { status: 'open' })
  await replies()
  await becomes({ status: 'pending' })
})

test('who replies first gets it; given up again it stays nobody’s until the next reply', async () => {
  rules = { ...rules, autoAssign: 'firstReplier' }
  workers = [works('mika'), works('ken')]
  await automate(2)
  await says()
  await replies('ken')
  await becomes({ assignee: 'ken' })
  await does('assigned', { assignee: null, team: null, how: 'given', told: [] })
  await becomes({ assignee: null })
  await replies('mika')
  await becomes({ assignee: 'mika' })
  expect(await said()).toHaveLength(2)
})

test('by turns among those at the console, within the limit; nobody there, it waits', async () => {
  rules = { ...rules, autoAssign: 'roundRobin', autoAssignMax: 1 }
  workers = [
    works('mika'),
    works('ken'),
    works('viewer', { rights: { [shop]: ['viewer'] } }),
    works('off', { active: false }),
  ]
  await automate()
  const first = user
  await says()
  await becomes({ needsReplySince: expect.any(Number), assignee: null })
  here = new Set(['ken', 'viewer', 'off'])
  await becomes({ assignee: 'ken' })
  user = `${first}2`
  await says()
  await becomes({ needsReplySince: expect.any(Number), assignee: null })
  here = new Set(['ken', 'mika'])
  await becomes({ assignee: 'mika' })
  expect((await said())[0]!.data).toMatchObject({ how: 'rule', told: ['mika'] })
})

test('of who works here no more it is nobody’s; of who is away only when the customer has waited the minutes', async () => {
  rules = { ...rules, awayMinutes: 10 }
  workers = [works('mika'), works('ken')]
  here = new Set(['ken', 'mika'])
  await automate()
  await says()
  await does('assigned', { assignee: 'mika', team: null, how: 'taken', told: [] })
  await becomes({ assignee: 'mika' })
  here = new Set(['ken'])
  const ticks = await turnsPass()
  skew = 11 * 60_000
  await becomes({ assignee: null })
  expect(ticks).toBeGreaterThan(0)
  await does('assigned', { assignee: 'ken', team: null, how: 'given', told: ['ken'] })
  await becomes({ assignee: 'ken' })
  workers = [works('mika'), works('ken', { active: false })]
  await becomes({ assignee: null })
  expect((await said()).map(({ data }) => data.how)).toEqual(['handed', 'handed'])
})

test('days without a word resolve it, with the hours in which it continues', async () => {
  rules = { ...rules, idleDays: 7, reopenHours: 48 }
  await says()
  await does('statusChanged', { status: 'pending' })
  await becomes({ status: 'pending' })
  skew = 8 * 86_400_000
  await automate()
  await becomes({ status: 'resolved', statusBy: 'system', needsReplySince: null })
  const [idle] = await said()
  expect(Number(idle!.data.reopenUntil)).toBeGreaterThan(now() + 47 * 3_600_000)
})

test('the customer is told "read" once a person’s reply has gone, once, with the newest token; never where the rule says never', async () => {
  script.always(MARK, json(200, {}))
  await automate(2)
  await says({ markAsReadToken: 'first' })
  await replies()
  await becomes({ needsReplySince: null })
  expect(script.of(MARK)).toEqual([])
  rules = { ...rules, readMark: 'reply' }
  const marked = () => script.of(MARK).map(({ body }) => (body as { markAsReadToken?: string }).markAsReadToken)
  await vi.waitFor(() => expect(marked()).toEqual(['first']), SLOW)
  await says({ markAsReadToken: 'second' })
  await says({ markAsReadToken: 'third' })
  await becomes({ needsReplySince: expect.any(Number) })
  await replies()
  await vi.waitFor(() => expect(marked()).toEqual(['first', 'third']), SLOW)
  await turnsPass()
  expect(marked()).toEqual(['first', 'third'])
})

/** Until the rules have looked at the rows a few times more: what they had to say is said. */
async function turnsPass(): Promise<number> {
  let looked = 0
  const agents = workers
  const counting = new Proxy(agents, {
    get: (all, name, self) => ((looked += name === 'filter' ? 1 : 0), Reflect.get(all, name, self)),
  })
  workers = counting
  await vi.waitFor(() => expect(looked).toBeGreaterThan(8), SLOW)
  workers = agents
  return looked
}
