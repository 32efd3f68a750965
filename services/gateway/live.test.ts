// The whole way of the live side, with the real log and projector: two gateways, agents on both, everything over HTTP and sockets.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ListPage, Thread } from '@madoguchi/contracts/http/snapshot'
import { partitionOf } from '@madoguchi/contracts/ids'
import { newer } from '@madoguchi/contracts/rev'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory.ts'
import { SYSTEM } from '../directory/audit.ts'
import { openDirectory } from '../directory/open.ts'
import { createLineClients } from '../line/client.ts'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { createMemoryPresence } from '../presence/memory.ts'
import { startProjector } from '../projector/start.ts'
import { createHealth } from '../runtime/health.ts'
import { createHttp } from '../runtime/http.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestStore } from '../media/folder.fixture.ts'
import { openTestDatabase } from '../test/database.ts'
import { startGateway } from './start.ts'

const PASSWORD = 'correct horse battery'
const logger = silentLogger()
const stack = createStack()
let log: Log
let shop: string
/** One hears the bus, one lives by the compare alone. */
let gateways: { url: string; ready(): ReturnType<ReturnType<typeof createHealth>['ready']> }[]

beforeAll(async () => {
  const { pool, url } = stack.use(await openTestDatabase(), (opened) => opened.stop())
  const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
  const deaf: Bus = {
    publish: () => {},
    subscribe: () => () => {},
    healthy: () => false,
    stop: () => Promise.resolve(),
  }
  const metrics = createMetrics()
  const health = stack.use(createHealth(), (opened) => opened.stop())
  const clients = stack.use(createLineClients({ apiUrl: null, logger, metrics }), (opened) => opened.stop())
  const presence = createMemoryPresence({ bus })
  const webFolder = stack.use(await mkdtemp(join(tmpdir(), 'live-')), (folder) => rm(folder, { recursive: true }))
  log = stack.use(
    await openPostgresLog({
      pool,
      databaseUrl: url,
      logger,
      metrics,
      onReplaced: (error) => expect.unreachable(error.message),
    }),
    (opened) => opened.close(),
  )
  stack.use(await startProjector({ log, pool, bus, logger, metrics, health }), (opened) => opened.stop())

  const store = stack.use(await openTestStore(), (opened) => opened.stop())
  async function openGateway(theirs: Bus) {
    const mine = stack.use(createHealth(), (opened) => opened.stop())
    const directory = stack.use(await openDirectory({ pool, bus: theirs, secretKey: 'k'.repeat(32), logger }), (d) =>
      d.stop(),
    )
    const http = createHttp({ host: '127.0.0.1', port: 0, logger, metrics, health: mine })
    const gateway = await startGateway({
      app: http.app,
      log,
      pool,
      databaseUrl: url,
      directory,
      presence,
      bus: theirs,
      clients,
      store,
      webFolder,
      logger,
      metrics,
      health: mine,
      publicUrl: 'http://desk.example',
      checkCredentials: () => Promise.resolve({ ok: false, field: null, message: 'LINE is not part of this test' }),
      spreadMs: 50,
    })
    stack.add(() => gateway.stop())
    const { port } = await http.listen()
    stack.add(() => http.stop())
    return { url: `http://127.0.0.1:${port}`, ready: () => mine.ready(), directory }
  }
  const opened = [await openGateway(bus), await openGateway(deaf)]
  gateways = opened
  const { directory } = opened[0]!
  const bot = { userId: `U${'1'.repeat(32)}`, basicId: null, pictureUrl: null }
  const added = await directory.channels.add(
    { name: 'shop', lineChannelId: '1650000001', secret: 'secret-of-shop', bot },
    SYSTEM,
  )
  if (!added.ok) throw new Error(added.code)
  shop = added.id
  for (const name of ['mika', 'ken'])
    await directory.agents.add(
      { email: `${name}@x.example`, name, password: PASSWORD, grants: [{ channel: '*', role: 'agent' }] },
      SYSTEM,
    )
  await vi.waitUntil(() => opened[1]!.directory.rev() === directory.rev(), { timeout: 3_000 })
})
afterAll(() => stack.stop())

/** A console without a face: signs in, opens views by snapshot and follow, and obeys the one rule. */
async function openConsole(url: string, name: string) {
  const body = JSON.stringify({ email: `${name}@x.example`, password: PASSWORD })
  const headers = { origin: url, 'content-type': 'application/json' }
  const signed = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
  expect(signed.status).toBe(200)
  const cookie = signed.headers.get('set-cookie')!.split(';')[0]!
  const socket = io(url, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { origin: url, cookie },
  })
  stack.add(() => void socket.disconnect())
  const views = new Map<string, { v: number; cursor: Cursor; rows: Map<string, Row> }>()
  let follows = 0

  function receive({ room, v, part, from, next, rows }: Change) {
    const view = views.get(room)
    if (view === undefined || v !== view.v) return
    for (const row of rows) {
      const key = `${row.noun}/${row.id}`
      if (newer(view.rows.get(key), row)) view.rows.set(key, row)
    }
    if (from <= view.cursor[part]!) view.cursor[part] = Math.max(view.cursor[part]!, next)
    else void follow(room)
  }
  async function follow(room: string) {
    follows += 1
    const view = views.get(room)!
    const ack = (await socket.emitWithAck('follow', { room, v: view.v, since: view.cursor })) as Followed
    expect(ack).toMatchObject({ ok: true, reset: false })
    ack.changes.forEach(receive)
  }
  socket.on('change', receive)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))

  return {
    socket,
    follows: () => follows,
    async get<T>(path: string): Promise<T> {
      return (await (await fetch(`${url}${path}`, { headers: { cookie } })).json()) as T
    },
    async open(room: string, path: string) {
      const { v, cursor, rows } = await this.get<ListPage | Thread>(path)
      views.set(room, { v, cursor, rows: new Map(rows.map((row) => [`${row.noun}/${row.id}`, row])) })
      await follow(room)
    },
    rows: (room: string) => [...views.get(room)!.rows.values()],
  }
}
type Console = Awaited<ReturnType<typeof openConsole>>

const inbound = (user: string, n: number, text: string) => ({
  id: `event-${user}-${n}`,
  type: 'line.message',
  v: 1,
  key: `${shop}:${user}`,
  at: 1_700_000_000_000 + n,
  by: 'line',
  data: {
    type: 'message',
    mode: 'active',
    timestamp: 1_700_000_000_000 + n,
    source: { type: 'user', userId: user },
    webhookEventId: `event-${user}-${n}`,
    message: { id: `${user}${n}`, type: 'text', text },
  },
})
const ours = ({ messages: [first] }: Extract<MessageRow['body'], { kind: 'sent' }>) =>
  first?.type === 'text' ? first.text : first?.type
const said = (one: Console, room: string): string[] =>
  one
    .rows(room)
    .filter(({ noun }) => noun === 'message')
    .map(({ row }) => row as MessageRow)
    .sort((a, b) => a.at - b.at)
    .map(({ body }) => (body.kind === 'text' ? body.text : body.kind === 'sent' ? `→ ${ours(body)}` : body.kind))
const within = { timeout: 5_000, interval: 20 }

test('a customer writes, an agent answers, and every agent sees both in the same order, on a gateway with a bus and on one without', async () => {
  await log.append(inbound('Uaaaa', 1, 'まだありますか'))
  const [mika, ken] = [await openConsole(gateways[0]!.url, 'mika'), await openConsole(gateways[1]!.url, 'ken')]
  const conversation = `${shop}:Uaaaa`
  const room = `conversation:${conversation}`
  await vi.waitFor(async () => {
    const page = await mika.get<ListPage>(`/api/channels/${shop}/conversations`)
    expect(page.rows.map(({ id }) => id)).toEqual([conversation])
  }, within)
  for (const one of [mika, ken]) await one.open(room, `/api/conversations/${encodeURIComponent(conversation)}`)

  const id = uuidv7()
  const wish = { id, conversation, messages: [{ type: 'text', text: 'はい、ございます' }], notificationDisabled: false }
  const ack = (await mika.socket.emitWithAck('message:send', wish)) as { ok: boolean; at: { part: number } }
  expect(ack).toMatchObject({ ok: true, at: { part: partitionOf(conversation) } })
  await log.append(inbound('Uaaaa', 2, 'ありがとう'))
  const expected = ['まだありますか', 'ありがとう', '→ はい、ございます']
  for (const one of [mika, ken]) await vi.waitFor(() => expect(said(one, room)).toEqual(expected), within)
  expect(await mika.socket.emitWithAck('message:send', wish)).toMatchObject({ ok: true, at: ack.at })
  expect(mika.rows(room)).toEqual(ken.rows(room))
})

test('a thousand events while agents look: every view ends equal to a fresh snapshot, with and without a bus, and follows stay few', async () => {
  const consoles = [await openConsole(gateways[0]!.url, 'mika'), await openConsole(gateways[1]!.url, 'ken')]
  const list = `channel:${shop}`
  const users = ['Ubbb1', 'Ubbb2', 'Ubbb3', 'Ubbb4', 'Ubbb5']
  for (const user of users) await log.append(inbound(user, 0, 'first'))
  await vi.waitFor(async () => {
    const page = await consoles[0]!.get<ListPage>(`/api/channels/${shop}/conversations?limit=100`)
    expect(page.rows.filter(({ id }) => users.includes(id.split(':')[1]!))).toHaveLength(5)
  }, within)
  for (const one of consoles) {
    await one.open(list, `/api/channels/${shop}/conversations?limit=100`)
    await one.open(`conversation:${shop}:Ubbb1`, `/api/conversations/${shop}:Ubbb1`)
  }
  for (let i = 1; i <= 200; i += 1) await Promise.all(users.map((user) => log.append(inbound(user, i, `words ${i}`))))

  const byKey = (rows: Row[]) => new Map(rows.map((row) => [`${row.noun}/${row.id}`, row]))
  await vi.waitFor(
    async () => {
      const fresh = await consoles[0]!.get<ListPage>(`/api/channels/${shop}/conversations?limit=100`)
      for (const one of consoles) expect(byKey(one.rows(list))).toEqual(byKey(fresh.rows))
      for (const one of consoles) expect(said(one, `conversation:${shop}:Ubbb1`)).toHaveLength(201)
      const thread = await consoles[1]!.get<Thread>(`/api/conversations/${shop}:Ubbb1?limit=100`)
      for (const one of consoles) {
        const shown = byKey(one.rows(`conversation:${shop}:Ubbb1`))
        for (const row of thread.rows) expect(shown.get(`${row.noun}/${row.id}`)).toEqual(row)
      }
    },
    { timeout: 20_000, interval: 100 },
  )
  expect(consoles[0]!.follows()).toBe(2) // with the bus nothing is missed
}, 60_000)

test('a gateway says whether it may serve: ready with a bus, degraded and ready without', async () => {
  await vi.waitFor(
    () => expect(gateways.map((gateway) => gateway.ready().parts.gateway!.state)).toEqual(['ok', 'degraded']),
    within,
  )
  expect(gateways.map((gateway) => gateway.ready().ready)).toEqual([true, true])
})
