// LINE → log. Leftovers of the spool are in their lanes before this resolves; the caller listens afterwards.
import type { Channels } from '../directory/channel.ts'
import type { Log } from '../log/log.ts'
import type { Health } from '../runtime/health.ts'
import type { App } from '../runtime/http.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { createHandler } from './handle.ts'
import { createIntake } from './intake.ts'
import { openSpool } from './spool.ts'

type Deps = {
  app: App
  log: Log
  channels: Channels
  spoolFolder: string
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
}

const DRAIN_MS = 5_000

export async function startIngest(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const { app, log, channels, spoolFolder, logger, metrics, health, now = Date.now } = deps
  const spool = await openSpool({ folder: spoolFolder, logger, metrics })
  const intake = createIntake({ log, spool, logger, metrics })
  intake.resume()
  const handle = createHandler({ channels, intake, logger, metrics, now })
  // In onRequest, before the framework judges the content type: the bytes as they came are the handler's, the signature decides.
  app.post('/webhook/:channelId', { onRequest: handle }, (_request, reply) => reply)
  health.check('ingest', () => {
    const stuck = intake.stuck()
    if (stuck !== null) return { state: 'down', why: `neither the log nor the spool takes events: ${stuck}` }
    return spool.size() > 0 ? { state: 'degraded', why: `${spool.size()} events wait for the log` } : { state: 'ok' }
  })
  return {
    async stop() {
      await intake.drain(DRAIN_MS)
      await spool.stop()
    },
  }
}
