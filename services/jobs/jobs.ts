// Timers and background work that is not core, on pg-boss in the same Postgres (schema pgboss, made by whoever starts first). May be
// relied on: a job inserted in a transaction exists when it commits, and only then; an id inserted again is ignored while the job is
// kept; a job runs at least once, is repeated with backoff when its handler throws, and may run twice. Jobs carry ids, never content.
import { PgBoss, type JobInsert } from 'pg-boss'
import type { Sql } from '../db/pool.ts'
import type { Logger } from '../runtime/logger.ts'

export type Job<Data> = {
  /** A UUID that follows from the event, so that a repeat is no news. */
  id: string
  data: Data
  startAfterSeconds?: number
}

export type Queue<Data> = {
  /** Inside the caller's transaction; workers are woken when it commits. */
  insert(sql: Sql, jobs: Job<Data>[]): Promise<void>
  /** `run` throws = again later. At most `concurrency` at a time in this process. */
  work(options: { concurrency: number }, run: (job: Job<Data>) => Promise<void>): Promise<void>
}

export type Jobs = {
  /** Made if it is not there; its settings are brought up to date. */
  queue<Data extends object>(name: string, settings: QueueSettings): Promise<Queue<Data>>
  /** Waits for handlers that run, at most `STOP_MS`. */
  stop(): Promise<void>
}

export type QueueSettings = {
  /** Tries after the first; the wait doubles from `firstRetrySeconds` to `longestRetrySeconds`. */
  retries: number
  firstRetrySeconds: number
  longestRetrySeconds: number
  /** A handler that takes longer is taken for dead and its job given to another. */
  expireSeconds: number
  keepSeconds: number
}

const STOP_MS = 15_000
/** Two processes that make the schema at once: one of them is refused, and finds it made when it tries again. */
const START_ATTEMPTS = 5
/** A batch lasts as long as its slowest job: with several workers a hanging one delays a part only. */
const WORKERS = 4
const POLL_SECONDS = 1
/** Workers are woken by NOTIFY; this is for repeats, which nobody announces, and for the notice that was lost. */
const NOTIFIED_POLL_SECONDS = 1

export async function openJobs({ databaseUrl, logger }: { databaseUrl: string; logger: Logger }): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 4,
    application_name: 'madoguchi',
    useListenNotify: true,
    schedule: false,
  })
  boss.on('error', (error) => logger.warn({ error: error.message }, 'jobs'))
  boss.on('warning', ({ message, data }) => logger.warn({ data }, `jobs: ${message}`))
  await boss.start({ attempts: START_ATTEMPTS })
  return {
    queue: (name, settings) => openQueue(boss, name, settings),
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS }),
  }
}

async function openQueue<Data extends object>(
  boss: PgBoss,
  name: string,
  settings: QueueSettings,
): Promise<Queue<Data>> {
  const options = {
    retryLimit: settings.retries,
    retryDelay: settings.firstRetrySeconds,
    retryBackoff: true,
    retryDelayMax: settings.longestRetrySeconds,
    expireInSeconds: settings.expireSeconds,
    deleteAfterSeconds: settings.keepSeconds,
    notify: true,
  }
  await boss.createQueue(name, options)
  await boss.updateQueue(name, options)
  return {
    async insert(sql, jobs) {
      if (jobs.length === 0) return
      const db = { executeSql: (text: string, values?: unknown[]) => sql.query(text, values) }
      await boss.insert(
        name,
        jobs.map(({ id, data, startAfterSeconds }): JobInsert => ({
          id,
          data,
          ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
        })),
        { db },
      )
    },
    async work({ concurrency }, run) {
      const polling = { pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: NOTIFIED_POLL_SECONDS }
      await boss.work<Data>(
        name,
        {
          ...polling,
          localConcurrency: WORKERS,
          batchSize: Math.max(1, Math.round(concurrency / WORKERS)),
          burstWhenBatchFull: true,
          perJobResults: true,
        },
        (jobs) => Promise.all(jobs.map((job) => outcomeOf(job, run))),
      )
    },
  }
}

/** One job's failure is its own: the others of its batch are done. */
async function outcomeOf<Data>({ id, data }: Job<Data>, run: (job: Job<Data>) => Promise<void>) {
  try {
    await run({ id, data })
    return { id, status: 'completed' as const }
  } catch (error) {
    return { id, status: 'failed' as const, output: { message: (error as Error).message } }
  }
}
