// A sender as a process of its own, to be killed or to die at a named place: `node child.fixture.ts <database> <LINE> [options]`.
// Says "ready" once it reads the log.
import { enableCompileCache } from 'node:module'

export type ChildOptions = {
  /** `<name>:<pass>`, as the setting FAILPOINT takes it. */
  failpoint?: string
  /** Seconds in which a free reply is tried. */
  replyWindow?: number
  callMs?: number
}

// Code compiled once, not once per start; hence the imports below come after it.
enableCompileCache()
const { openPool } = await import('../db/pool.ts')
const { createLineClients } = await import('../line/client.ts')
const { openPostgresLog } = await import('../log/postgres.ts')
const { readConfig } = await import('../runtime/config.ts')
const { arm } = await import('../runtime/failpoint.ts')
const { createHealth } = await import('../runtime/health.ts')
const { silentLogger } = await import('../runtime/logger.ts')
const { createMetrics } = await import('../runtime/metrics.ts')
const { AGENTS, CHANNEL, fakeChannels } = await import('./channels.fixture.ts')
const { startSender } = await import('./start.ts')

const [databaseUrl, apiUrl, options = '{}'] = process.argv.slice(2) as [string, string, string?]
const { failpoint, replyWindow = 0, callMs } = JSON.parse(options) as ChildOptions
arm(readConfig({ NODE_ENV: 'test', FAILPOINT: failpoint }, 'all', '.').failpoint)
const logger = silentLogger()
const metrics = createMetrics()
const pool = openPool({ url: databaseUrl, logger })
const log = await openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced: () => process.exit(1) })
const clients = createLineClients({ apiUrl, logger, metrics, ...(callMs === undefined ? {} : { callMs }) })
const sender = await startSender({
  log,
  pool,
  channels: fakeChannels({ ...CHANNEL, replyWindow }),
  agents: AGENTS,
  clients,
  logger,
  metrics,
  health: createHealth(),
})
process.once('SIGTERM', () => {
  void sender
    .stop()
    .then(() => log.close())
    .then(() => pool.end())
    .then(() => process.exit(0))
})
console.log('ready')
