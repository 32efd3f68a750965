// A fetcher over a real log, a scripted LINE and a store of its own.
import { openTestStore } from '../media/folder.fixture.ts'
import type { Store } from '../media/store.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openStage, type Stage } from '../sender/stage.fixture.ts'
import { startFetcher } from './start.ts'

export type Desk = {
  stage: Stage
  store: Store
  /** `ahead`: how much later than the events the fetcher's clock stands, ms. */
  start(ahead?: number): Promise<void>
  /** Ends the fetcher that runs; the log and the store go on. */
  end(): Promise<void>
  stop(): Promise<void>
}

export async function openDesk(): Promise<Desk> {
  const stage = await openStage()
  const store = await openTestStore()
  let fetcher: { stop(): Promise<void> } | undefined

  async function end() {
    await fetcher?.stop()
    fetcher = undefined
  }

  return {
    stage,
    store,
    end,
    async start(ahead = 0) {
      const { log, database, channels, clients, script } = stage
      const health = createHealth()
      const started = await startFetcher({
        log,
        pool: database.pool,
        databaseUrl: database.url,
        channels,
        clients,
        store,
        lineData: script.url,
        logger: silentLogger(),
        metrics: createMetrics(),
        health,
        now: () => Date.now() + ahead,
      })
      fetcher = { stop: () => started.stop().finally(() => health.stop()) }
    },
    async stop() {
      await end()
      await stage.stop()
      await store.stop()
    },
  }
}
