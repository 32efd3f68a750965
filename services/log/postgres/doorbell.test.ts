import { expect, test, vi } from 'vitest'
import { silentLogger } from '../../runtime/logger.ts'
import { openTestDatabase } from '../../test/database.ts'
import { startProxy } from '../../test/faults/proxy.ts'
import { openDoorbell } from './doorbell.ts'
import { BELL } from './write.ts'

const LISTENING = `select 1 from pg_stat_activity where datname = current_database() and query = 'select 1' and state = 'idle'`

/** The first sign of life may be a look at the log, with the connection still on its way: both moments are tried. */
test.for([
  { when: 'while it begins', until: 'select 1' },
  { when: 'while it listens', until: LISTENING },
])('a connection that goes silent $when is replaced', { timeout: 40_000 }, async ({ until }) => {
  const database = await openTestDatabase()
  const { hostname: host, port } = new URL(database.url)
  const proxy = await startProxy({ to: { host, port: Number(port) } })
  const databaseUrl = Object.assign(new URL(database.url), { hostname: '127.0.0.1', port: String(proxy.port) }).href
  const { pool } = database
  const bell = openDoorbell({ pool, databaseUrl, logger: silentLogger(), everyMs: 3_600_000, pingMs: 200 })
  let rung = 0
  bell.onRing(5, () => (rung += 1))
  const ringing = async () => {
    const before = rung
    await pool.query('select pg_notify($1, $2)', [BELL, '5'])
    await vi.waitFor(() => expect(rung).toBeGreaterThan(before), 500)
  }
  await vi.waitFor(ringing, 10_000)
  await vi.waitFor(async () => expect((await pool.query(until)).rowCount).toBe(1), 10_000)
  proxy.halfOpen()
  await vi.waitFor(ringing, { timeout: 15_000, interval: 20 })
  await bell.stop()
  await proxy.stop()
  await database.stop()
})
