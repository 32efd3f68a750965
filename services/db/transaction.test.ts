import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { staged, transaction } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false })
  await database.pool.query('create table noted (n int primary key)')
})
afterAll(() => database?.stop())
beforeEach(() => database.pool.query('truncate noted'))

const noted = async () =>
  (await database.pool.query<{ n: number }>('select n from noted order by n')).rows.map(({ n }) => n)
const noting = (n: number) => ({ text: 'insert into noted values ($1)', values: [n] })
const note = (tx: { query: (text: string, values: unknown[]) => Promise<unknown> }, n: number) =>
  tx.query('insert into noted values ($1)', [n])

test('what run did is committed, or nothing of it', async () => {
  await transaction(database.pool, (tx) => note(tx, 1))
  const failing = transaction(database.pool, async (tx) => {
    await note(tx, 2)
    await note(tx, 1)
  })
  await expect(failing).rejects.toThrow('duplicate key')
  expect(await noted()).toEqual([1])
})

test('statements sent at once are carried out in order, and each has its own answer', async () => {
  const answers = await transaction(database.pool, (tx) =>
    Promise.all(
      [1, 2, 3].map((n) =>
        tx.query<{ n: number; before: number }>({
          text: 'insert into noted values ($1) returning n, (select count(*)::int from noted) as before',
          values: [n],
        }),
      ),
    ),
  )
  expect(answers.map(({ rows }) => rows[0])).toEqual([1, 2, 3].map((n) => ({ n, before: n - 1 })))
})

test('stages: what was opened reaches run, and what closes is committed with it', async () => {
  const { done, closed } = await staged(database.pool, {
    open: async (tx) => (await tx.query<{ n: number }>('select 4 as n')).rows[0]!.n,
    run: async (tx, n) => {
      await note(tx, n)
      return n + 1
    },
    close: (n) => [noting(n), { text: 'select count(*)::int as n from noted' }],
  })
  expect(done).toBe(5)
  expect(closed[1]!.rows).toEqual([{ n: 2 }])
  expect(await noted()).toEqual([4, 5])
})

test.for([
  ['open', { open: 'select 1 / 0', run: 1, close: 2 }],
  ['run', { open: 'select 1', run: 9, close: 2 }],
  ['close', { open: 'select 1', run: 1, close: 9 }],
] as const)('a failure of %s is thrown as it is, nothing stays, and the connection serves on', async ([, plan]) => {
  await note(database.pool, 9)
  const failing = staged(database.pool, {
    open: (tx) => tx.query(plan.open),
    run: (tx) => note(tx, plan.run),
    close: () => [noting(plan.close), noting(3)],
  })
  await expect(failing).rejects.toThrow(plan.open === 'select 1' ? 'duplicate key' : 'division by zero')
  expect(await noted()).toEqual([9])
  await transaction(database.pool, (tx) => note(tx, 10))
  expect(await noted()).toEqual([9, 10])
})

test('a failure that somebody swallowed ends the transaction all the same, and is said', async () => {
  const failing = staged(database.pool, {
    open: (tx) => tx.query('select 1'),
    run: async (tx) => {
      await note(tx, 1)
      await note(tx, 1).catch(() => undefined)
    },
    close: () => [],
  })
  await expect(failing).rejects.toThrow('ended with ROLLBACK')
  expect(await noted()).toEqual([])
})

test('a named statement that failed is prepared anew, also when others were on their way behind it', async () => {
  const named = (tx: { query: (config: object) => Promise<unknown> }, n: number) =>
    tx.query({ name: 'note', text: 'insert into noted values ($1)', values: [n] })
  for (const n of [1, 2]) {
    const failing = transaction(database.pool, (tx) =>
      Promise.all([tx.query('select 1 / 0'), named(tx, n), named(tx, n)]),
    )
    await expect(failing).rejects.toThrow('division by zero')
  }
  await Promise.all([1, 2, 3, 4].map((n) => transaction(database.pool, (tx) => named(tx, n))))
  expect(await noted()).toEqual([1, 2, 3, 4])
})
