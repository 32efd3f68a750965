// log → LINE → log: names, pictures and sizes of those who appear. May be relied on: no message ever waits for it; a question whose
// answer may still come is repeated with backoff; LINE's "not found" is an answer too and keeps the last known name.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Channels } from '../directory/channel.ts'
import type { Pool } from '../db/pool.ts'
import { openJobs, type QueueSettings } from '../jobs/jobs.ts'
import type { LineClients } from '../line/client.ts'
import type { Log } from '../log/log.ts'
import { silenceOf } from '../log/trouble/silence.ts'
import type { Health } from '../runtime/health.ts'
import { started } from '../runtime/lifecycle.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { ask, LineTrouble } from './ask.ts'
import { createFetcherReader, isOpen, type Asking } from './reader.ts'

export type FetcherDeps = {
  log: Log
  pool: Pool
  databaseUrl: string
  channels: Channels
  clients: LineClients
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
}

const QUEUE = 'line.people'
/** About six hours of trying; then the next opening of the conversation asks again. */
const SETTINGS: QueueSettings = {
  retries: 30,
  firstRetrySeconds: 1,
  longestRetrySeconds: 900,
  expireSeconds: 60,
  keepSeconds: 24 * 3_600,
}
const CONCURRENCY = 16

export function startFetcher(deps: FetcherDeps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, databaseUrl, channels, clients, health, now = Date.now } = deps
  const logger = deps.logger.child({ role: 'fetcher' })
  return started(async (stack) => {
    const jobs = stack.use(await openJobs({ databaseUrl, logger }), (one) => one.stop())
    const queue = await jobs.queue<Asking>(QUEUE, SETTINGS)

    async function answer(asking: Asking) {
      if (!(await isOpen(pool, asking))) return
      const channel = channels.get(channelOf(asking.whom.key))
      if (channel?.state === 'archived') return
      if (channel === undefined) throw new LineTrouble('the channel is not known here yet')
      await log.append(await ask({ ...asking, client: clients.for(channel), now: now() }))
    }

    await queue.work({ concurrency: CONCURRENCY }, ({ data }) => answer(data))
    const reader = createFetcherReader({ pool, queue })
    const subscription = stack.use(await log.subscribe(reader), (one) => one.stop())
    health.check('fetcher', () => silenceOf(subscription, Date.now()) ?? { state: 'ok' })
    return { stop: () => stack.stop() }
  })
}
