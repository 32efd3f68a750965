import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { readPosition } from '../checkpoint.ts'
import type { Rec } from '../log.ts'
import { createSharedCommit, type Delivery } from './sharedCommit.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await database.pool.query('create table noted (reader text, part int, off bigint, primary key (reader, part, off))')
})
afterAll(() => database?.stop())

let reader: string
let transactions: number[][]
beforeEach(() => {
  reader = `r_${randomUUID().slice(0, 8)}`
  transactions = []
})

const POISON = 7
const URGENT = 11
const recordAt = (part: number, off: number): Rec => ({ part, off, key: randomUUID(), loggedAt: 1, event: null })
const delivery = (part: number, ...offs: number[]): Delivery => ({
  part,
  records: offs.map((off) => recordAt(part, off)),
  highWatermark: 100,
})

/** Notes every record; `stumble` may throw for one. */
const open = (stumble: (off: number) => void = () => undefined, lingerMs = 0) =>
  createSharedCommit({
    pool: database.pool,
    reader,
    lingerMs,
    urgent: ({ part }) => part === URGENT,
    async apply(tx, fresh) {
      transactions.push(fresh.map(({ part }) => part))
      for (const { off, part } of fresh.flatMap(({ records }) => records)) {
        stumble(off)
        await tx.query('insert into noted values ($1, $2, $3)', [reader, part, off])
      }
      return fresh.length
    },
  })

async function noted(): Promise<string[]> {
  const { rows } = await database.pool.query<{ at: string }>(
    `select part || ':' || off as at from noted where reader = $1 order by part, off`,
    [reader],
  )
  return rows.map(({ at }) => at)
}
const nextOf = async (part: number) => (await readPosition(database.pool, reader, part)).next

test('what waits while one commits goes together, each with its checkpoint', async () => {
  const commit = open()
  const first = commit(delivery(0, 0))
  await Promise.resolve()
  await Promise.resolve()
  const rest = [1, 2, 3].map((part) => commit(delivery(part, 0, 1)))
  expect(await first).toEqual({ next: 1, result: 1 })
  expect(await Promise.all(rest)).toEqual([1, 2, 3].map(() => ({ next: 2, result: 3 })))
  expect(transactions).toEqual([[0], [1, 2, 3]])
  expect(await noted()).toEqual(['0:0', '1:0', '1:1', '2:0', '2:1', '3:0', '3:1'])
  expect(await Promise.all([0, 1, 2, 3].map(nextOf))).toEqual([1, 2, 2, 2])
})

test('what was applied is not applied again, and a delivery without news says where its partition stands', async () => {
  const commit = open()
  await commit(delivery(5, 0, 1))
  expect(await commit(delivery(5, 0, 1, 2))).toEqual({ next: 3, result: 1 })
  expect(await commit(delivery(5, 1, 2))).toEqual({ next: 3, result: null })
  expect(await commit(delivery(6))).toEqual({ next: 0, result: null })
  expect(await noted()).toEqual(['5:0', '5:1', '5:2'])
})

test.for([
  ['our own code', new TypeError('not a function')],
  ['the database', Object.assign(new Error('invalid byte sequence'), { code: '22021' })],
])('a record that %s stumbles over holds up its own partition alone', async ([_who, error]) => {
  const commit = open((off) => {
    if (off === POISON) throw error as Error
  })
  const settled = await Promise.allSettled([
    commit(delivery(1, 0)),
    commit(delivery(2, POISON)),
    commit(delivery(3, 0)),
  ])
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await noted()).toEqual(['1:0', '3:0'])
  expect(await Promise.all([1, 2, 3].map(nextOf))).toEqual([1, 0, 1])
})

test('the database’s own trouble is everybody’s, at once: nothing is written, and the same again succeeds', async () => {
  let away = true
  const commit = open(() => {
    if (away) throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  })
  const all = () => Promise.allSettled([1, 2, 3].map((part) => commit(delivery(part, 0))))
  expect((await all()).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(transactions).toHaveLength(1)
  expect(await noted()).toEqual([])
  away = false
  expect((await all()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  expect(await noted()).toEqual(['1:0', '2:0', '3:0'])
})

test('a transaction holds at most 1,000 records, and no delivery is torn', async () => {
  const commit = open()
  const many = Array.from({ length: 600 }, (_, off) => off)
  await Promise.all([1, 2, 3].map((part) => commit(delivery(part, ...many))))
  expect(transactions).toEqual([[1], [2], [3]])
  expect(await noted()).toHaveLength(1_800)
})

const fresh = (part: number): Delivery => ({ ...delivery(part, 0), highWatermark: 1 })

test('news linger and are gathered; what is urgent goes at once and takes along what waits', async () => {
  const commit = open(undefined, 60_000)
  const waiting = [commit(fresh(1)), commit(fresh(2))]
  await commit(fresh(URGENT))
  await Promise.all(waiting)
  expect(transactions.flat().toSorted((a, b) => a - b)).toEqual([1, 2, URGENT])
  expect(transactions.length).toBeLessThan(3)
})

test('news that nobody hurries go when the time is over', async () => {
  const commit = open(undefined, 20)
  await Promise.all([commit(fresh(1)), commit(fresh(2))])
  expect(transactions).toEqual([[1, 2]])
})

test('nothing lingers while catching up, nor where a partition begins', async () => {
  const commit = open(undefined, 60_000)
  await commit(delivery(1, 0))
  await commit({ part: 2, records: [], highWatermark: 0 })
  expect(transactions).toEqual([[1]])
})
