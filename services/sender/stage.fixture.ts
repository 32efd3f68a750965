// A sender with a real log and a scripted LINE: what agents and customers do enters the log, what came of it is read from there.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { v7 as uuidv7 } from 'uuid'
import { createLineClients, type LineClients } from '../line/client.ts'
import { openScript, type Script } from '../line/script.fixture.ts'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { decode, type Headers } from '../log/wire.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { AGENTS, CHANNEL, fakeChannels, type FakeChannels } from './channels.fixture.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { startSender, type SenderDeps } from './start.ts'

export type Stage = {
  database: TestDatabase
  script: Script
  log: Log
  channels: FakeChannels
  clients: LineClients
  /** Whom everything is about unless said otherwise: another one after each `reset`. */
  me(): string
  /** A new person, the usual LINE, the channel as it was; the log and the rows go on. */
  reset(): void
  /** `change`: another part in the place of the usual one. */
  startSender(change?: Partial<SenderDeps>): Promise<{ stop(): Promise<void> }>
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
  /** Empty until the sender has read of it. */
  row(id: string): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

const RESULT = /^message\.(sent|failed|unknown|cancelled)$/

export async function openStage({ callMs = 2_000, apiUrl }: { callMs?: number; apiUrl?: string } = {}): Promise<Stage> {
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
  let persons = 1
  const me = () => `Uperson${persons}`
  const senders = new Set<{ stop(): Promise<void> }>()

  async function read(header?: string, text?: string) {
    const { rows } = await pool.query<{ key: string; headers: string; value: string }>(
      'select key, headers, value from log.record where value is not null and ($1::text is null or headers::jsonb ->> $1 = $2) order by part, off',
      [header ?? null, text ?? null],
    )
    return rows.map((row) => decode({ ...row, loggedAt: 0, headers: JSON.parse(row.headers) as Headers }))
  }
  async function until<T>(look: () => Promise<T> | T, holds: (value: T) => boolean, what = 'it'): Promise<T> {
    const end = Date.now() + 40_000
    for (;;) {
      const value = await look()
      if (holds(value)) return value
      if (Date.now() > end) throw new Error(`${what} never came about; last seen: ${JSON.stringify(value)}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  async function fact(type: string, data: object, more: Partial<Envelope> = {}) {
    const event: Envelope = {
      id: uuidv7(),
      type,
      v: 1,
      key: `shop:${me()}`,
      at: Date.now(),
      by: 'agent',
      ...more,
      data,
    }
    await log.append(event)
    return event
  }

  return {
    database,
    script,
    log,
    channels,
    clients,
    me,
    reset() {
      persons += 1
      script.reset()
      channels.set(CHANNEL)
      channels.paused.length = 0
      channels.quota.length = 0
    },
    async startSender(change = {}) {
      const sender = await startSender({
        log,
        pool,
        channels,
        agents: AGENTS,
        clients,
        logger,
        metrics,
        health,
        ...change,
      })
      const stopped = { stop: () => sender.stop().finally(() => senders.delete(stopped)) }
      senders.add(stopped)
      return stopped
    },
    async say(text, to = me()) {
      const data = { messages: [{ type: 'text', text }], notificationDisabled: false }
      return (await fact('message.queued', data, { key: `shop:${to}` })).id
    },
    fact,
    line(type, more = {}, from = me(), at = Date.now()) {
      const source = from.startsWith('C') ? { type: 'group', groupId: from } : { type: 'user', userId: from }
      const data = { type, mode: 'active', timestamp: at, source, webhookEventId: uuidv7(), ...more }
      return fact(`line.${type}`, data, { id: data.webhookEventId, key: `shop:${from}`, at, by: 'line' })
    },
    events: () => read(),
    async result(id, type) {
      const wanted = (one: Envelope) => (type === undefined ? RESULT.test(one.type) : one.type === type)
      const look = async () => {
        const ask = (await readRow(pool, id))?.ask as string | undefined
        return ask === undefined ? [] : (await read('ce_cause', ask)).filter(wanted)
      }
      const found = await until(look, (all) => all.length > 0, `result ${type ?? ''} of ${id}`)
      const [first] = found
      if (first!.id !== uuidv5(first!.cause!, first!.type))
        throw new Error('a result’s id does not follow from its cause')
      if (found.some((one) => one.id !== first!.id))
        throw new Error(`two results: ${found.map((one) => one.type).join()}`)
      return first!
    },
    until,
    row: async (id) => (await readRow(pool, id)) ?? {},
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
