// A real gateway over real Postgres with a real browser's socket, a directory with people, and a small committer in the projector's
// place: it writes rows and checkpoint in one transaction and says so on the bus, unless a test wants the notice lost.
import { io as connect, type Socket } from 'socket.io-client'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Role } from '@madoguchi/contracts/row/agent'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { NoticeRow } from '@madoguchi/contracts/row/notice'
import type { Row } from '@madoguchi/contracts/row/row'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import type { FollowAck, Ack } from '@madoguchi/contracts/socket/ack'
import type { DownName, DownOf } from '@madoguchi/contracts/socket/down'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import type { CommandName } from '@madoguchi/contracts/socket/up'
import type { Bus } from '../../bus/bus.ts'
import { createMemoryBus } from '../../bus/memory.ts'
import { transaction } from '../../db/transaction.ts'
import { SYSTEM } from '../../directory/audit.ts'
import { openDirectory, type Directory } from '../../directory/open.ts'
import type { Log, Place } from '../../log/log.ts'
import type { Presence } from '../../presence/presence.ts'
import { createMemoryPresence } from '../../presence/memory.ts'
import { startPresence } from '../../presence/start.ts'
import { openSchema } from '../../projector/schema.ts'
import { createHealth } from '../../runtime/health.ts'
import { createHttp } from '../../runtime/http.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { columnsOf, SAVE_CONVERSATION } from '../columns.fixture.ts'
import { startAccess } from '../personal/access.ts'
import { openSockets, type SocketDeps, type Sockets } from './open.ts'

const SECRET_KEY = 'k'.repeat(32)
const PASSWORD = 'correct horse battery'
const logger = silentLogger()

export const deafBus = (): Bus => ({
  publish: () => {},
  subscribe: () => () => {},
  healthy: () => false,
  stop: () => Promise.resolve(),
})

/** Keeps what is appended; `hold` makes it wait like a log that is away. */
export type TestLog = Log & { events: Envelope[]; hold(): () => void }

export function createTestLog(): TestLog {
  const events: Envelope[] = []
  let gate: Promise<void> = Promise.resolve()
  return {
    events,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    async append(event): Promise<Place> {
      await gate
      events.push(event)
      return { part: partitionOf(event.key), off: events.length - 1 }
    },
    subscribe: () => Promise.reject(new Error('nobody reads this log')),
    erase: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

export type Gate = {
  url: string
  sockets: Sockets
  directory: Directory
  metrics: ReturnType<typeof createMetrics>
  health: ReturnType<typeof createHealth>
  stop(): Promise<void>
}

export type Screen = {
  socket: Socket
  /** Frames of a kind as they came, oldest first. */
  heard<N extends DownName>(name: N): DownOf<N>[]
  follow(room: string, since?: Record<string, number>, v?: number): Promise<FollowAck>
  command(name: CommandName, body: unknown): Promise<Ack>
  close(): void
}

export type Desk = {
  database: TestDatabase
  directory: Directory
  log: TestLog
  bus: Bus
  shop: string
  office: string
  openGate(more?: Partial<SocketDeps> & { deaf?: boolean }): Promise<Gate>
  person(name: string, rights: Record<string, Role[]>): Promise<{ id: string; email: string; cookie: string }>
  signIn(email: string): Promise<string>
  screen(gate: Gate, cookie: string, more?: Connecting): Promise<Screen>
  commit(rows: Row[], how?: { lose?: boolean }): Promise<void>
  stop(): Promise<void>
}
export type Connecting = { origin?: string; protocol?: string }

const bot = (n: number) => ({ userId: `U${String(n).padStart(32, '0')}`, basicId: `@bot${n}`, pictureUrl: null })

/** `bus` and `presence` of its own, or in memory. */
export async function openDesk(given: { bus?: Bus; presence?: Presence } = {}): Promise<Desk> {
  const stack = createStack()
  const database = stack.use(await openTestDatabase(), (opened) => opened.stop())
  await openSchema(database.pool, 1)
  const bus = stack.use(given.bus ?? createMemoryBus({ logger }), (opened) => opened.stop())
  const directory = stack.use(await openPeople(database, bus), (opened) => opened.stop())
  const presence = stack.use(given.presence ?? createMemoryPresence({ bus }), (opened) => opened.stop())
  stack.use(await startPresence({ bus, presence, logger }), (opened) => opened.stop())
  const log = createTestLog()

  async function openGate({ deaf = false, ...more }: Partial<SocketDeps> & { deaf?: boolean } = {}): Promise<Gate> {
    const mine = createStack()
    const own = deaf ? deafBus() : bus
    const people = deaf ? mine.use(await openPeople(database, own), (opened) => opened.stop()) : directory
    const metrics = createMetrics()
    const health = mine.use(createHealth(), (opened) => opened.stop())
    const http = createHttp({ host: '127.0.0.1', port: 0, logger, metrics, health })
    mine.add(() => http.stop())
    const base = {
      app: http.app,
      log,
      pool: database.pool,
      directory: people,
      presence,
      bus: own,
      logger,
      metrics,
      health,
    }
    mine.use(await startAccess(base), (opened) => opened.stop())
    const sockets = await openSockets({ ...base, publicUrl: 'https://desk.example', spreadMs: 50, ...more })
    const { port } = await http.listen()
    stack.add(() => mine.stop())
    return { url: `http://127.0.0.1:${port}`, sockets, directory: people, metrics, health, stop: () => mine.stop() }
  }

  async function signIn(email: string): Promise<string> {
    const signed = await directory.agents.signIn({ email, password: PASSWORD, address: '127.0.0.1' })
    if (!signed.ok) throw new Error(signed.code)
    return `__Host-madoguchi=${signed.token}`
  }

  return {
    database,
    directory,
    log,
    bus,
    shop: await addChannel(directory, 'shop', 1),
    office: await addChannel(directory, 'office', 2),
    openGate,
    signIn,
    async person(name, rights) {
      const email = `${name}@minato.example`
      const grants = Object.entries(rights).flatMap(([channel, roles]) => roles.map((role) => ({ channel, role })))
      const { id } = await directory.agents.add({ email, name, password: PASSWORD, grants }, SYSTEM)
      return { id, email, cookie: await signIn(email) }
    },
    screen: (gate, cookie, more) => openScreen(stack, gate, cookie, more),
    commit: (rows, how) => commit(database, bus, rows, how),
    stop: () => stack.stop(),
  }
}

const openPeople = ({ pool }: TestDatabase, bus: Bus) => openDirectory({ pool, bus, secretKey: SECRET_KEY, logger })

async function addChannel(directory: Directory, name: string, n: number): Promise<string> {
  const channel = { name, lineChannelId: `165000000${n}`, secret: `secret-of-${name}`, bot: bot(n) }
  const added = await directory.channels.add(channel, SYSTEM)
  if (!added.ok) throw new Error(added.code)
  return added.id
}

export function dial(
  gate: Gate,
  cookie: string | null,
  { origin = 'https://desk.example', protocol }: Connecting = {},
) {
  return connect(gate.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: protocol ?? PROTOCOL_VERSION },
    extraHeaders: { origin, ...(cookie !== null && { cookie }) },
  })
}

/** Why the gateway does not let somebody in. */
export async function refusalOf(socket: Socket): Promise<string> {
  const { message } = await new Promise<Error>((resolve) => void socket.once('connect_error', resolve))
  socket.disconnect()
  return message
}

async function openScreen(stack: Stack, gate: Gate, cookie: string, more?: Connecting): Promise<Screen> {
  const socket = dial(gate, cookie, more)
  stack.add(() => void socket.disconnect())
  const frames: { name: string; body: unknown }[] = []
  socket.onAny((name: string, body: unknown) => frames.push({ name, body }))
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return {
    socket,
    heard: <N extends DownName>(name: N) =>
      frames.filter((frame) => frame.name === name).map((frame) => frame.body as DownOf<N>),
    follow: (room, since = {}, v = 1) =>
      socket.timeout(10_000).emitWithAck('follow', { room, v, since }) as Promise<FollowAck>,
    command: (name, body) => socket.timeout(15_000).emitWithAck(name, body) as Promise<Ack>,
    close: () => void socket.disconnect(),
  }
}

/** Rows with their revs, the checkpoints behind them, and one notice a partition. */
async function commit({ pool }: TestDatabase, bus: Bus, rows: Row[], { lose = false } = {}): Promise<void> {
  const parts = [...new Set(rows.map(({ part }) => part))].sort((a, b) => a - b)
  const notices = await transaction(pool, async (tx) => {
    const made = []
    for (const part of parts) {
      await tx.query("insert into checkpoint (reader, part) values ('inbox_v1', $1) on conflict do nothing", [part])
      const { rows: held } = await tx.query<{ next: number }>(
        "select next from checkpoint where reader = 'inbox_v1' and part = $1 for update",
        [part],
      )
      const from = held[0]!.next
      const mine = rows.filter((row) => row.part === part)
      const next = Math.max(from, ...mine.map(({ rev }) => rev + 1))
      for (const row of mine) await put(tx, row)
      await tx.query("update checkpoint set next = $2 where reader = 'inbox_v1' and part = $1", [part, next])
      made.push({ v: 1, part, from, next, rows: mine })
    }
    return made
  })
  if (!lose) for (const notice of notices) bus.publish('rows', notice)
}

async function put(tx: { query: TestDatabase['pool']['query'] }, { noun, id, part, rev, row }: Row) {
  const values = [id, part, rev, JSON.stringify(row)]
  const update = 'on conflict (id) do update set rev = excluded.rev, row = excluded.row'
  if (noun === 'conversation') await tx.query(SAVE_CONVERSATION, [...values, ...columnsOf(id, row)])
  if (noun === 'message') {
    const { conversation, at, event, place, countable, activity, delivery, body } = row as MessageRow
    const template = body.kind === 'sent' ? body.template : undefined
    await tx.query(
      `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers, state, due, template)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, false, $11, $12, $13) ${update}, state = excluded.state, due = excluded.due`,
      [...values, conversation, at, event, place, countable, activity, delivery?.state, delivery?.due, template],
    )
  }
  if (noun === 'notice') {
    const { conversation, agent, at } = row as NoticeRow
    await tx.query(
      `insert into inbox_v1.notice (id, part, rev, row, conversation, agent, at) values ($1, $2, $3, $4, $5, $6, $7) ${update}`,
      [...values, conversation, agent, at],
    )
  }
  if (noun === 'template')
    await tx.query(
      `insert into inbox_v1.template (id, part, rev, row, channel) values ($1, $2, $3, $4, $5) ${update}`,
      [...values, (row as TemplateRow).channel],
    )
  if (noun === 'contact')
    await tx.query(
      `insert into inbox_v1.contact (id, part, rev, row, channel, user_id) values ($1, $2, $3, $4, $5, $6) ${update}`,
      [...values, id.split(':')[0], id.split(':')[1]],
    )
}
