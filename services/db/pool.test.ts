import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import type { Client } from './pool.ts'
import { transaction } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false })
})
afterAll(() => database.stop())

const pidOf = async (tx: Client) => (await tx.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid
const kill = (pid: number) => database.pool.query('select pg_terminate_backend($1, 5000)', [pid])
const there = async () => (await database.pool.query('select 1')).rowCount

test('a connection that dies between two statements of a transaction fails the next one, not the process', async () => {
  const lost = transaction(database.pool, async (tx) => {
    const died = new Promise((resolve) => void tx.once('end', () => resolve(null)))
    await kill(await pidOf(tx))
    await died
    await tx.query('select 1')
  })
  await expect(lost).rejects.toThrow()
  expect(await there()).toBe(1)
})

test('… and one that dies under a statement fails that statement, not the process', async () => {
  const lost = transaction(database.pool, async (tx) => {
    const pid = await pidOf(tx)
    await Promise.all([tx.query('select pg_sleep(10)'), kill(pid)])
  })
  await expect(lost).rejects.toThrow()
  expect(await there()).toBe(1)
})
