// The engines of a check die, stand still and come back with what was durable, at the same address.
import { expect, test } from 'vitest'
import { openPool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { startFaultyPostgres } from './postgres.ts'

test('a killed PostgreSQL comes back at its address with what was committed; a stopped one answers after it goes on', async () => {
  const postgres = await startFaultyPostgres({ migrated: false })
  const pool = openPool({ url: postgres.url, logger: silentLogger() })
  try {
    await pool.query('create table kept (n int)')
    await pool.query('insert into kept values (1)')
    await postgres.kill()
    await expect(pool.query('select 1')).rejects.toThrow()
    await postgres.start()
    expect((await pool.query('select n from kept')).rows).toEqual([{ n: 1 }])
    postgres.signal('SIGSTOP')
    let answered = false
    const asked = pool.query('select 1').then(() => (answered = true))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(answered).toBe(false)
    postgres.signal('SIGCONT')
    await asked
  } finally {
    await pool.end()
    await postgres.stop()
  }
}, 60_000)
