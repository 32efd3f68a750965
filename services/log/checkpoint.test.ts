import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { lockPositions, positioned } from './checkpoint.ts'

let database: TestDatabase
beforeAll(async () => void (database = await openTestDatabase()))
afterAll(() => database?.stop())

const lock = (parts: number[]) =>
  positioned(database.pool, 'r', () => transaction(database.pool, (tx) => lockPositions(tx, 'r', parts)))

/** Until somebody waits for a lock that another holds. */
async function somebodyWaits() {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await database.pool.query(waiting)).rowCount === 0);
}

test('a partition that was never read begins at 0, for whoever comes first and for whoever comes with it', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => lock(i % 2 ? [20, 21, 22] : [21, 22, 23])))
  expect(all.map((next) => [...next.values()])).toEqual(Array.from({ length: 8 }, () => [0, 0, 0]))
})

test('whoever makes a position holds none meanwhile: another that makes the same and wants that one gets it', async () => {
  await lock([3])
  const { waiting } = await transaction(database.pool, async (other: Client) => {
    await other.query(`insert into checkpoint (reader, part) values ('r', 7)`)
    const waiting = lock([3, 7])
    await somebodyWaits()
    expect([...(await lockPositions(other, 'r', [3, 7])).keys()]).toEqual([3, 7])
    return { waiting }
  })
  expect([...(await waiting).keys()]).toEqual([3, 7])
})
