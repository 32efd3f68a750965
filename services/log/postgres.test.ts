import { expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase } from '../test/database.ts'
import { logContract } from './log.contract.ts'
import { readersContract } from './readers.contract.ts'
import type { LogStage } from './stage.fixture.ts'
import { openPostgresLog } from './postgres.ts'
import { append } from './postgres/write.ts'

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

test('a writer waits for the one before it, so no smaller offset appears behind a reader', async () => {
  const database = await openTestDatabase()
  const [first, second] = [await database.pool.connect(), await database.pool.connect()]
  const record = (id: string) => [{ key: uuidv7(), headers: { ce_id: id }, value: '{}' }]
  const visible = () => database.pool.query<{ off: number }>('select off from log.record order by off')
  await first.query('begin')
  expect(await append(first, 3, record('a'))).toBe(0)
  const later = append(second, 3, record('b'))
  await new Promise((resolve) => setTimeout(resolve, 200)) // time enough to overtake, if it could
  expect((await visible()).rows).toEqual([])
  await first.query('commit')
  expect(await later).toBe(1)
  expect((await visible()).rows).toEqual([{ off: 0 }, { off: 1 }])

  // The rejected design: a sequence hands out numbers before commit.
  await database.pool.query('create sequence s minvalue 0; create table mutant (off bigint)')
  await first.query('begin')
  await first.query(`insert into mutant select nextval('s')`)
  await second.query(`insert into mutant select nextval('s')`)
  const { rows } = await database.pool.query<{ off: number }>('select off from mutant')
  expect(rows).toEqual([{ off: 1 }]) // a reader goes on at 2 and never sees 0
  await first.query('rollback')
  for (const client of [first, second]) client.release()
  await database.stop()
})
