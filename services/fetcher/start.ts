// log → LINE → log: names, pictures and sizes of those who appear, and the bytes of what they send. May be relied on: no message ever
// waits for it; a question whose answer may still come is repeated with backoff; LINE's "not found" is an answer too and keeps the
// last known name; of a message that was taken back no byte stays, whenever it was fetched.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Channels } from '../directory/channel.ts'
import type { Pool } from '../db/pool.ts'
import { openJobs, type QueueSettings } from '../jobs/jobs.ts'
import type { LineClients } from '../line/client.ts'
import { openContentAgent } from '../line/content/agent.ts'
import type { Log } from '../log/log.ts'
import { silenceOf } from '../log/trouble/silence.ts'
import type { Store } from '../media/store.ts'
import type { Health } from '../runtime/health.ts'
import { started } from '../runtime/lifecycle.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { ask, LineTrouble } from './ask.ts'
import { elsewhereOf } from './content/elsewhere.ts'
import { fetchMedia, forget } from './content/fetch.ts'
import { subjectOf as ofContent, type Content, type Forgetting } from './content/wanted.ts'
import { isForgotten, isOpen } from './noted.ts'
import { createFetcherReader, type Asking, type Queues } from './reader.ts'
import { subjectOf } from './wanted.ts'

export type FetcherDeps = {
  log: Log
  pool: Pool
  databaseUrl: string
  channels: Channels
  clients: LineClients
  store: Store
  /** Origin of LINE's data host. */
  lineData: string
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
}

/** About six hours of trying; then the next opening of the conversation asks again. */
const PEOPLE: QueueSettings = {
  retries: 30,
  firstRetrySeconds: 1,
  longestRetrySeconds: 900,
  expireSeconds: 60,
  keepSeconds: 24 * 3_600,
}
/** A film may take its five minutes, its first picture as long again, and LINE one to make it ready. */
const CONTENTS: QueueSettings = { ...PEOPLE, retries: 40, firstRetrySeconds: 2, expireSeconds: 780 }
const FORGETTING: QueueSettings = { ...PEOPLE, retries: 1_000 }
const CONCURRENCY = { people: 16, contents: 8, forgetting: 4 }

export function startFetcher(deps: FetcherDeps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, databaseUrl, channels, clients, store, lineData, metrics, health, now = Date.now } = deps
  const logger = deps.logger.child({ role: 'fetcher' })
  return started(async (stack) => {
    const jobs = stack.use(await openJobs({ databaseUrl, logger }), (one) => one.stop())
    const queues: Queues = {
      people: await jobs.queue<Asking>('line.people', PEOPLE),
      contents: await jobs.queue<Content>('line.contents', CONTENTS),
      forgetting: await jobs.queue<Forgetting>('media.forgetting', FORGETTING),
    }
    const agent = stack.use(openContentAgent(), (one) => one.destroy())

    function channelOfKey(key: string) {
      const channel = channels.get(channelOf(key))
      if (channel === undefined) throw new LineTrouble('the channel is not known here yet')
      return channel.state === 'archived' ? null : channel
    }

    async function answer({ whom, cause }: Asking) {
      if (!(await isOpen(pool, subjectOf(whom), cause))) return
      const channel = channelOfKey(whom.key)
      if (channel === null) return
      await log.append(await ask({ whom, cause, client: clients.for(channel), now: now() }))
    }

    async function fetch(content: Content) {
      const { message, key, cause } = content
      const subject = ofContent(message)
      // Taken back: whoever fetched it before may have died between its last byte and forgetting it.
      if (await isForgotten(pool, subject)) return forget(store, message)
      if (!(await isOpen(pool, subject, cause))) return
      const channel = channelOfKey(key)
      const elsewhere = content.elsewhere ? await elsewhereOf(pool, cause) : null
      if (channel === null || (content.elsewhere && elsewhere === null)) return
      const line = { data: lineData, channel: channel.id, tokens: clients.for(channel).tokens, agent, logger, metrics }
      const fact = await fetchMedia({ store, line, now }, content, elsewhere)
      // Taken back while it came: its own forgetting may have been and gone before the last byte.
      if (await isForgotten(pool, subject)) return forget(store, message)
      await log.append(fact)
    }

    await queues.people.work({ concurrency: CONCURRENCY.people }, ({ data }) => answer(data))
    await queues.contents.work({ concurrency: CONCURRENCY.contents }, ({ data }) => fetch(data))
    await queues.forgetting.work({ concurrency: CONCURRENCY.forgetting }, ({ data }) => forget(store, data.message))
    const reader = createFetcherReader({ pool, queues })
    const subscription = stack.use(await log.subscribe(reader), (one) => one.stop())
    health.check('fetcher', () => silenceOf(subscription, Date.now()) ?? { state: 'ok' })
    return { stop: () => stack.stop() }
  })
}
