// Ingest on a free port with a log that the test holds in its hand: it acknowledges, or says nothing until told to.
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Channel } from '../directory/channel.ts'
import { LogClosed, type Log, type Place } from '../log/log.ts'
import { createHealth } from '../runtime/health.ts'
import { createHttp } from '../runtime/http.ts'
import { silentLogger, type Logger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { startIngest } from './start.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

export const BOT = 'U8e742f61d673b39c7fff3cecb7536ef0'
export const SECRET = 'current secret'

export const channelWith = (more: Partial<Channel> = {}): Channel => ({
  id: 'shop',
  name: 'Shop',
  lineChannelId: '1',
  botUserId: BOT,
  secrets: [SECRET],
  token: { kind: 'stateless' },
  replyWindow: 0,
  state: 'active',
  quotaEndedAt: null,
  desk: DESK_RULES,
  ...more,
})

/** `stalled`: what was appended waits, in order, until `go` acknowledges it and all that follows, or `close` refuses it. */
export function createFakeLog() {
  const appended: Envelope[] = []
  const acknowledged: Envelope[] = []
  let waiting: { event: Envelope; resolve: (place: Place) => void; reject: (error: Error) => void }[] = []
  const log = {
    stalled: false,
    /** What the log says of itself. */
    troubled: false,
    trouble: () => (log.troubled ? { cause: 'ECONNREFUSED', since: 0 } : null),
    appended,
    acknowledged,
    append(event: Envelope) {
      appended.push(event)
      return new Promise<Place>((resolve, reject) => {
        waiting.push({ event, resolve, reject })
        if (!log.stalled) log.go()
      })
    },
    go() {
      log.stalled = false
      for (const { event, resolve } of waiting.splice(0)) {
        acknowledged.push(event)
        resolve({ part: partitionOf(event.key), off: acknowledged.length - 1 })
      }
    },
    subscribe: () => Promise.reject(new Error('nobody reads here')),
    erase: () => Promise.resolve(),
    async close() {
      for (const { reject } of waiting) reject(new LogClosed('closed'))
      waiting = []
    },
  }
  return log satisfies Log
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** `folder`: the spool of an earlier desk, to begin after its crash. */
export async function openDesk({
  log = createFakeLog(),
  folder,
  now = Date.now,
  logger = silentLogger(),
}: { log?: ReturnType<typeof createFakeLog>; folder?: string; now?: () => number; logger?: Logger } = {}) {
  const spoolFolder = folder ?? (await mkdtemp(join(tmpdir(), 'madoguchi-spool-')))
  const [metrics, health] = [createMetrics(), createHealth()]
  const http = createHttp({ host: '127.0.0.1', port: 0, logger, metrics, health })
  const channels = new Map([['shop', channelWith()]])
  const directory = {
    get: (id: string) => channels.get(id),
    all: () => [...channels.values()],
    setPaused: async () => undefined,
    setQuotaEnded: async () => undefined,
  }
  const ingest = await startIngest({
    app: http.app,
    log,
    channels: directory,
    spoolFolder,
    logger,
    metrics,
    health,
    now,
  })
  const { port } = await http.listen()
  const url = `http://127.0.0.1:${port}/webhook/shop`

  return {
    url,
    port,
    log,
    health,
    metrics,
    channels,
    spoolFolder,
    /** How often a webhook was refused for this cause. */
    async refused(cause: string) {
      const { values } = await metrics.webhookRefused.get()
      return values.filter((v) => v.labels.cause === cause).reduce((sum, v) => sum + v.value, 0)
    },
    post: (body: string | Buffer, headers: Record<string, string> = { 'x-line-signature': sign(body) }) =>
      fetch(url, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers }),
    postEvents: (events: unknown[]) => {
      const body = JSON.stringify({ destination: BOT, events })
      return fetch(url, { method: 'POST', body, headers: { 'x-line-signature': sign(body) } })
    },
    /** The process is gone from one moment to the next: nothing is drained or deleted. Gives what closes its file later. */
    async crash() {
      await http.stop()
      health.stop()
      return async () => {
        await log.close()
        await ingest.stop()
      }
    },
    async stop() {
      await http.stop()
      log.go()
      await ingest.stop()
      health.stop()
      await rm(spoolFolder, { recursive: true, force: true })
    },
  }
}

export const sign = (body: string | Buffer, secret = SECRET): string =>
  createHmac('sha256', secret).update(body).digest('base64')

let serial = 0
/** A text message of this person. */
export const said = (userId: string, text: string, more: object = {}) => ({
  type: 'message',
  mode: 'active',
  timestamp: 1_700_000_000_000 + (serial += 1),
  source: { type: 'user', userId },
  webhookEventId: `01HEVENT${serial}`,
  deliveryContext: { isRedelivery: false },
  message: { id: String(serial), type: 'text', text },
  ...more,
})
