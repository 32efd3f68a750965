// A sender as a process of its own, to be killed: `node child.fixture.ts <database> <LINE>`. Says "ready" once it reads the log.
import { openPool } from '../db/pool.ts'
import { createLineClients } from '../line/client.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { fakeChannels } from './channels.fixture.ts'
import { startSender } from './start.ts'

const [databaseUrl, apiUrl] = process.argv.slice(2) as [string, string]
const logger = silentLogger()
const metrics = createMetrics()
const pool = openPool({ url: databaseUrl, logger })
const log = await openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced: () => process.exit(1) })
const clients = createLineClients({ apiUrl, logger, metrics })
const sender = await startSender({
  log,
  pool,
  channels: fakeChannels(),
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
