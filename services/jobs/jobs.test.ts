import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { transaction } from '../db/transaction.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createStack, type Stack } from '../runtime/lifecycle.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { openJobs } from './jobs.ts'

let database: TestDatabase
let stack: Stack
beforeEach(async () => {
  stack = createStack()
  database = stack.use(await openTestDatabase(), (one) => one.stop())
})
afterEach(() => stack.stop())

const settings = { retries: 3, firstRetrySeconds: 1, longestRetrySeconds: 2, expireSeconds: 30, keepSeconds: 3_600 }
const open = async () =>
  stack.use(await openJobs({ databaseUrl: database.url, logger: silentLogger() }), (one) => one.stop())
const until = async (holds: () => boolean) => {
  const end = Date.now() + 15_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came about')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('several processes that start at once on an empty database all come up', async () => {
  const all = await Promise.all([open(), open(), open(), open()])
  const queues = await Promise.all(all.map((jobs) => jobs.queue<{ n: number }>('same', settings)))
  const ran: number[] = []
  for (const queue of queues) await queue.work({ concurrency: 2 }, async ({ data }) => void ran.push(data.n))
  const jobs = Array.from({ length: 20 }, (_, n) => ({ id: uuidv7(), data: { n } }))
  await Promise.all(queues.map((queue, i) => queue.insert(database.pool, jobs.slice(i * 5, i * 5 + 5))))
  await until(() => ran.length >= 20)
  expect(ran.toSorted((a, b) => a - b)).toEqual(jobs.map(({ data }) => data.n))
})

test('a job belongs to its transaction, runs at once when it commits, and its id counts once', async () => {
  const queue = await (await open()).queue<{ what: string }>('q', settings)
  const ran: string[] = []
  await queue.work({ concurrency: 4 }, async ({ data }) => void ran.push(data.what))
  await transaction(database.pool, async (tx) => {
    await queue.insert(tx, [{ id: uuidv7(), data: { what: 'undone' } }])
    throw new Error('no')
  }).catch(() => undefined)
  const id = uuidv7()
  const started = Date.now()
  await transaction(database.pool, (tx) => queue.insert(tx, [{ id, data: { what: 'done' } }]))
  await until(() => ran.length > 0)
  expect(Date.now() - started).toBeLessThan(900)
  await queue.insert(database.pool, [{ id, data: { what: 'again' } }])
  const last = uuidv7()
  await queue.insert(database.pool, [{ id: last, data: { what: 'last' } }])
  await until(() => ran.includes('last'))
  expect(ran).toEqual(['done', 'last'])
})

test('a handler that throws is asked again, and its neighbours are not', async () => {
  const queue = await (await open()).queue<{ what: string }>('q', settings)
  const ran: string[] = []
  await queue.work({ concurrency: 4 }, async ({ data }) => {
    ran.push(data.what)
    if (data.what === 'bad' && ran.filter((what) => what === 'bad').length < 2) throw new Error('not yet')
  })
  await queue.insert(database.pool, [
    { id: uuidv7(), data: { what: 'bad' } },
    { id: uuidv7(), data: { what: 'good' } },
  ])
  await until(() => ran.length >= 3)
  expect(ran.toSorted()).toEqual(['bad', 'bad', 'good'])
})
