import { expect, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase } from '../test/database.ts'
import { logContract } from './log.contract.ts'
import { readersContract } from './readers.contract.ts'
import type { LogStage } from './stage.fixture.ts'
import { openPostgresLog } from './postgres.ts'

async function openStage(): Promise<LogStage> {
  const database = await openTestDatabase()
  const { url: databaseUrl, pool } = database
  return {
    pool,
    databaseUrl,
    kafka: null,
    stop: () => database.stop(),
    open: (onReplaced) =>
      openPostgresLog({ pool, databaseUrl, logger: silentLogger(), metrics: createMetrics(), onReplaced }),
    nudge: async () => undefined,
    async recreate() {
      await pool.query('delete from log.record')
      await pool.query('update log.head set next = 0')
    },
  }
}

logContract('PostgreSQL', openStage)
readersContract('PostgreSQL', openStage)

test('an erased record keeps its place and arrives without a value, its key unchanged', async () => {
  const database = await openTestDatabase()
  const { url: databaseUrl, pool } = database
  const deps = { pool, databaseUrl, logger: silentLogger(), metrics: createMetrics(), onReplaced: () => undefined }
  const log = await openPostgresLog(deps)
  const { part, off } = await log.append({ id: 'e', type: 't', v: 1, key: 'k', at: 0, by: 'system', data: 'secret' })
  const { rows } = await pool.query<{ key: string }>('select key from log.record')
  await log.erase([{ part, key: rows[0]!.key }])
  const delivered = new Promise((resolve) => {
    void log.subscribe({
      name: 'r',
      position: async () => ({ next: 0, lastKey: null }),
      deliver: async (_part, records) => records.forEach(resolve),
    })
  })
  expect(await delivered).toMatchObject({ part, off, key: rows[0]!.key, event: null })
  await log.close()
  await database.stop()
})
