// A reader process of its own, for tests that kill it: argv is one JSON object. It says "reading" when it has subscribed.
import { openPool } from '../db/pool.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openKafkaLog } from './kafka.ts'
import { openPostgresLog } from './postgres.ts'
import { seeingReader } from './reader.fixture.ts'

export type ProcessArgs = {
  databaseUrl: string
  reader: string
  by: string
  kafka: { brokers: string[]; topic: string } | null
}

const { databaseUrl, reader, by, kafka } = JSON.parse(process.argv[2]!) as ProcessArgs
const logger = silentLogger()
const pool = openPool({ url: databaseUrl, logger })
const deps = {
  pool,
  databaseUrl,
  logger,
  metrics: createMetrics(),
  onReplaced(error: Error) {
    console.error(error.message)
    process.exit(1)
  },
}
const log = kafka ? await openKafkaLog({ ...deps, ...kafka }) : await openPostgresLog(deps)
await log.subscribe(seeingReader({ pool, name: reader, by }))
console.log('reading')
