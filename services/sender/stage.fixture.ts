// A sender with a real log and a scripted LINE: what agents and customers do enters the log, what came of it is read from there.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { v7 as uuidv7 } from 'uuid'
import type { Channel, Channels } from '../directory/channel.ts'
import { createLineClients, type LineClients } from '../line/client.ts'
import { openScript, type Script } from '../line/script.fixture.ts'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { decode, type Headers } from '../log/wire.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { startSender } from './start.ts'

export const CHANNEL: Channel = {
  id: 'shop',
  name: 'Shop',
  lineChannelId: '2000000101',
  botUserId: 'Ubot',
  secrets: ['5f1c0e8ad2b94c7790d1a63be8f24c11'],
  token: { kind: 'stateless' },
  replyWindow: 0,
  state: 'active',
}

export type FakeChannels = Channels & { set(change: Partial<Channel>): void; paused: ('token' | null)[] }

export function fakeChannels(given: Channel = CHANNEL): FakeChannels {
  let channel = given
  const paused: ('token' | null)[] = []
  return {
    get: (id) => (id === channel.id ? channel : undefined),
    all: () => [channel],
    async setPaused(_id, why) {
      if ((paused.at(-1) ?? null) !== why) paused.push(why)
    },
    set: (change) => void (channel = { ...channel, ...change }),
    paused,
  }
}

export type Stage = {
  database: TestDatabase
  script: Script
  log: Log
  channels: FakeChannels
  clients: LineClients
  startSender(): Promise<{ stop(): Promise<void> }>
  /** An agent sends; returns the message's id. */
  say(text: string, to?: string): Promise<string>
  fact(type: string, data: object, more?: Partial<Envelope>): Promise<Envelope>
  /** LINE's event of this person or group. */
  line(type: string, more?: object, from?: string, at?: number): Promise<Envelope>
  /** All events on the log, in order of their partitions. */
  events(): Promise<Envelope[]>
  /** Waits for a result of this message (of its latest asking) on the log. */
  result(id: string, type?: string): Promise<Envelope>
  /** Waits until it holds; what it last was is told when it never does. */
  until<T>(look: () => Promise<T> | T, holds: (value: T) => boolean, what?: string): Promise<T>
  row(id: string): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

const RESULT = /^message\.(sent|failed|unknown|cancelled)$/

export async function openStage({ callMs = 600, apiUrl }: { callMs?: number; apiUrl?: string } = {}): Promise<Stage> {
  const database = await openTestDatabase()
  const script = await openScript()
  const { pool } = database
  const logger = silentLogger()
  const metrics = createMetrics()
  const health = createHealth()
  const fail = (error: Error) => {
    throw error
  }
  const log = await openPostgresLog({ pool, databaseUrl: database.url, logger, metrics, onReplaced: fail })
  const channels = fakeChannels()
  const clients = createLineClients({ apiUrl: apiUrl ?? script.url, logger, metrics, callMs })
  const senders = new Set<{ stop(): Promise<void> }>()

  const events = async () => {
    const { rows } = await pool.query<{ key: string; headers: string; value: string }>(
      'select key, headers, value from log.record where value is not null order by part, off',
    )
    return rows.map((row) => decode({ ...row, loggedAt: 0, headers: JSON.parse(row.headers) as Headers }))
  }
  async function until<T>(look: () => Promise<T> | T, holds: (value: T) => boolean, what = 'it'): Promise<T> {
    const end = Date.now() + 15_000
    for (;;) {
      const value = await look()
      if (holds(value)) return value
      if (Date.now() > end) throw new Error(`${what} never came about; last seen: ${JSON.stringify(value)}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  async function fact(type: string, data: object, more: Partial<Envelope> = {}) {
    const event: Envelope = { id: uuidv7(), type, v: 1, key: 'shop:Uaoi', at: Date.now(), by: 'agent', ...more, data }
    await log.append(event)
    return event
  }

  return {
    database,
    script,
    log,
    channels,
    clients,
    async startSender() {
      const sender = await startSender({ log, pool, channels, clients, logger, metrics, health })
      const stopped = { stop: () => sender.stop().finally(() => senders.delete(stopped)) }
      senders.add(stopped)
      return stopped
    },
    async say(text, to = 'Uaoi') {
      const data = { messages: [{ type: 'text', text }], notificationDisabled: false }
      return (await fact('message.queued', data, { key: `shop:${to}` })).id
    },
    fact,
    line(type, more = {}, from = 'Uaoi', at = Date.now()) {
      const source = from.startsWith('C') ? { type: 'group', groupId: from } : { type: 'user', userId: from }
      const data = { type, mode: 'active', timestamp: at, source, webhookEventId: uuidv7(), ...more }
      return fact(`line.${type}`, data, { id: data.webhookEventId, key: `shop:${from}`, at, by: 'line' })
    },
    events,
    async result(id, type) {
      const { ask } = (await until(
        () => readRow(pool, id),
        (row) => row !== undefined,
        `message ${id}`,
      )) as { ask: string }
      const found = await until(
        events,
        (all) =>
          all.some((one) => (type === undefined ? RESULT.test(one.type) : one.type === type) && one.cause === ask),
        `result ${type ?? ''} of ${id}`,
      )
      const mine = found.filter(
        (one) => (type === undefined ? RESULT.test(one.type) : one.type === type) && one.cause === ask,
      )
      const [first] = mine
      if (first!.id !== uuidv5(ask, first!.type)) throw new Error('a result’s id does not follow from its cause')
      if (new Set(mine.map((one) => one.id)).size !== 1)
        throw new Error(`two results: ${mine.map((one) => one.type).join()}`)
      return first!
    },
    until,
    row: (id) => readRow(pool, id) as Promise<Record<string, unknown>>,
    async stop() {
      await Promise.all([...senders].map((one) => one.stop()))
      await log.close()
      health.stop()
      await script.stop()
      await clients.stop()
      await database.stop()
    },
  }
}

async function readRow(pool: TestDatabase['pool'], id: string) {
  const { rows } = await pool.query<Record<string, unknown>>('select * from outbound where id = $1', [id])
  return rows[0]
}
