// Search's own capacity: what it cannot do in time it says so, and what comes after is answered again.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Client } from '../../../db/pool.ts'
import { silentLogger } from '../../../runtime/logger.ts'
import { createMetrics } from '../../../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { openSearch, type Search } from './open.ts'

const BUSY = { status: 503, code: 'busy' }

let database: TestDatabase
let search: Search
const open = (patienceMs: number) =>
  openSearch({ databaseUrl: database.url, logger: silentLogger(), metrics: createMetrics(), patienceMs })
beforeEach(async () => {
  database = await openTestDatabase({ migrated: false })
  search = open(300)
})
afterEach(async () => {
  await search.stop()
  await database.stop()
})

const slow = (tx: Client) => tx.query('select pg_sleep(10)')
const quick = async (tx: Client) => (await tx.query('select 1 as one')).rows[0].one

test('a statement that takes too long is ended at the server, and the connection serves on', async () => {
  await expect(search.run(slow)).rejects.toMatchObject(BUSY)
  expect(await search.run(quick)).toBe(1)
  const { rows } = await database.pool.query(
    `select count(*)::int as n from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()`,
  )
  expect(rows).toEqual([{ n: 0 }])
})

test('two run at a time, some wait, and who is too many hears so at once', async () => {
  await search.stop()
  search = open(60_000)
  let running = 0
  let most = 0
  const gate = Promise.withResolvers<void>()
  const one = () =>
    search.run(async () => {
      most = Math.max(most, (running += 1))
      await gate.promise
      running -= 1
    })
  const all = Array.from({ length: 12 }, one)
  await vi.waitFor(() => expect(running).toBe(2))
  await expect(search.run(quick)).rejects.toMatchObject(BUSY)
  gate.resolve()
  await Promise.all(all)
  expect(most).toBe(2)
  expect(await search.run(quick)).toBe(1)
})

test('who waits too long hears so, and leaves the queue', async () => {
  const gate = Promise.withResolvers<void>()
  const long = [1, 2].map(() => search.run(() => gate.promise))
  await expect(search.run(quick)).rejects.toMatchObject(BUSY)
  gate.resolve()
  await Promise.all(long)
  expect(await search.run(quick)).toBe(1)
})

test('it only reads', async () => {
  await expect(search.run((tx) => tx.query('create table x (n int)'))).rejects.toMatchObject({ code: '25006' })
})
