// What every role stands on, each embedded or real by its setting: database, bus, presence, the event log.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createMemoryBus } from '../bus/memory.ts'
import { openRedisBus } from '../bus/redis.ts'
import type { Bus } from '../bus/bus.ts'
import { watchRedis } from '../bus/watchRedis.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { openPool, type Pool } from '../db/pool.ts'
import { openKafkaLog } from '../log/kafka.ts'
import type { Log, LogReplaced } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { refusalOf } from '../log/trouble/refusal.ts'
import { createTopic } from '../log/topics.ts'
import type { Config } from '../runtime/config.ts'
import type { Health } from '../runtime/health.ts'
import type { Stack } from '../runtime/lifecycle.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'

export type Base = { config: Config; logger: Logger; metrics: Metrics; health: Health; stack: Stack }
export type Engines = Base & { databaseUrl: string; pool: Pool; bus: Bus; secretKey: string }

/** `share`: an embedded database that runs already is used beside its owner. */
export async function openEngines(base: Base, { share = false } = {}): Promise<Engines> {
  const { config, logger, metrics, stack } = base
  const databaseUrl = config.databaseUrl ?? (await openDatabase(base, share))
  const pool = stack.use(openPool({ url: databaseUrl, max: 20, logger }), (opened) => opened.end())
  await migrate(pool)
  const bus = config.redisUrl
    ? await openRedisBus({ url: config.redisUrl, logger, metrics })
    : createMemoryBus({ logger })
  stack.use(bus, (opened) => opened.stop())
  if (config.redisUrl) stack.use(watchRedis({ ...base, url: config.redisUrl }), (opened) => opened.stop())
  return { ...base, databaseUrl, pool, bus, secretKey: config.secretKey ?? (await keptKey(config.dataDir)) }
}

async function openDatabase({ config, logger, stack }: Base, share: boolean): Promise<string> {
  const embedded = await startEmbedded({ folder: config.dataDir, logger, share })
  stack.use(embedded, (opened) => opened.stop())
  return embedded.url
}

/** Without SECRET_KEY one is made once and kept beside the data, readable by its owner only. */
async function keptKey(folder: string): Promise<string> {
  const file = join(folder, 'secret.key')
  await mkdir(folder, { recursive: true })
  await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return (await readFile(file, 'utf8')).trim()
}

/** `onReplaced`: a reader met another log than the one its checkpoint was written against. */
export async function openLog(engines: Engines, onReplaced: (error: LogReplaced) => void): Promise<Log> {
  const log = await openAdapter(engines, onReplaced)
  engines.health.check('log', () => refusalOf(log, Date.now()))
  return log
}

async function openAdapter(engines: Engines, onReplaced: (error: LogReplaced) => void): Promise<Log> {
  const { config, logger, metrics, pool, databaseUrl, stack } = engines
  const deps = { pool, databaseUrl, logger, metrics, onReplaced }
  if (config.kafkaBrokers === null) return stack.use(await openPostgresLog(deps), (log) => log.close())
  const kafka = { brokers: config.kafkaBrokers, topic: config.kafkaTopic }
  if (config.demo) await createTopic({ ...kafka, replication: Math.min(3, kafka.brokers.length) })
  return stack.use(await openKafkaLog({ ...deps, ...kafka }), (log) => log.close())
}
