// The gateway's half of sending as a process of its own: `node gateway.fixture.ts <database> <failpoint>`. Takes wishes as lines of
// JSON, one after the other, and answers each with a line. No projector runs: it never learns from a row what it has appended.
import { createInterface } from 'node:readline'
import { openPool } from '../../db/pool.ts'
import { createAppender } from '../../gateway/command/append.ts'
import { createLately } from '../../gateway/command/desk/lately.ts'
import { createMessages } from '../../gateway/command/messages.ts'
import { openPostgresLog } from '../../log/postgres.ts'
import { readConfig } from '../../runtime/config.ts'
import { arm } from '../../runtime/failpoint.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { AGENTS, fakeChannels } from '../channels.fixture.ts'

const [databaseUrl, failpoint] = process.argv.slice(2) as [string, string]
arm(readConfig({ NODE_ENV: 'test', FAILPOINT: failpoint }, 'all', '.').failpoint)
const logger = silentLogger()
const pool = openPool({ url: databaseUrl, logger })
const metrics = createMetrics()
const log = await openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced: () => process.exit(1) })
const appender = createAppender({ log, logger })
const lately = createLately({ pool })
const directory = { agents: AGENTS, note: () => Promise.resolve() }
const messages = createMessages({ pool, channels: fakeChannels(), directory, lately, appender, now: Date.now })
for await (const line of createInterface({ input: process.stdin })) {
  const wish = JSON.parse(line) as Parameters<typeof messages.send>[1]
  const ack = await messages.send({ by: 'mika', address: null }, wish)
  console.log(JSON.stringify(ack))
}
await log.close()
await pool.end()
