import { PARTITIONS } from '@madoguchi/contracts/ids'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { startProxy } from '../test/faults/proxy.ts'
import { startAssignment, type Assignment } from './assignment.ts'
import { createProgress } from './reading/progress.ts'

let database: TestDatabase
const running: Assignment[] = []
let free = () => undefined as void
let hanging = Promise.resolve()

beforeEach(async () => {
  database = await openTestDatabase()
  hanging = new Promise((resolve) => (free = resolve))
})
afterEach(async () => {
  free()
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await database.stop()
})

/** Every partition of the log is one event long. */
const longer = async () => new Map(Array.from({ length: PARTITIONS }, (_, part) => [part, 1] as const))

type Joining = { ends?: typeof longer; onStop?: () => Promise<void>; databaseUrl?: string }

function join({ ends = longer, onStop, databaseUrl = database.url }: Joining = {}) {
  const mine = new Set<number>()
  const takes: number[] = []
  const assignment = startAssignment({
    pool: database.pool,
    databaseUrl,
    reader: 'r',
    logger: silentLogger(),
    everyMs: 50,
    stuckMs: 800,
    ends,
    take(part) {
      mine.add(part)
      takes.push(part)
      return {
        async stop() {
          await onStop?.()
          mine.delete(part)
        },
      }
    },
  })
  running.push(assignment)
  return { mine, takes, stop: () => assignment.stop() }
}

const apply = (parts: Iterable<number>) =>
  database.pool.query(
    `insert into checkpoint (reader, part, next) select 'r', unnest($1::int[]), 1 on conflict (reader, part) do update set next = 1`,
    [[...parts]],
  )
const backends = () =>
  database.pool
    .query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and objid = 4294967295 and granted
          and database = (select oid from pg_database where datname = current_database())`,
    )
    .then(({ rows }) => rows.map((row) => row.pid))

const SOON = { timeout: 8_000 }

test('one process reads everything; of three, each at most four partitions; none is read by two', async () => {
  const one = join()
  await vi.waitFor(() => expect(one.mine.size).toBe(12), SOON)
  await apply(one.mine)
  const [two, three] = [join(), join()]
  await vi.waitFor(() => expect([one.mine.size, two.mine.size, three.mine.size]).toEqual([4, 4, 4]), SOON)
  expect(new Set([...one.mine, ...two.mine, ...three.mine]).size).toBe(12)
  await two.stop()
  await vi.waitFor(() => expect(one.mine.size + three.mine.size).toBe(12), SOON)
  expect(two.mine.size).toBe(0)
})

test('a partition is released only after what is in hand is finished', async () => {
  let finish = () => undefined as void
  const inHand = new Promise<void>((resolve) => (finish = resolve))
  const one = join({ onStop: () => inHand })
  await vi.waitFor(() => expect(one.mine.size).toBe(12), SOON)
  await apply(one.mine)
  const two = join()
  await new Promise((resolve) => setTimeout(resolve, 400)) // many rounds: it must not get any
  expect(two.mine.size).toBe(0)
  finish()
  await vi.waitFor(() => expect([one.mine.size, two.mine.size]).toEqual([6, 6]), SOON)
})

test('a lost connection means that all partitions are forgotten and joined for anew', async () => {
  const one = join()
  await vi.waitFor(() => expect(one.mine.size).toBe(12), SOON)
  await apply(one.mine)
  await database.pool.query('select pg_terminate_backend($1)', [(await backends())[0]])
  await vi.waitFor(() => expect(one.takes).toHaveLength(24), SOON)
  expect(one.mine.size).toBe(12)
})

test('who holds partitions that do not move although the log is longer loses them to one who can read them', async () => {
  const hung = join({ ends: () => hanging.then(longer), onStop: () => hanging })
  await vi.waitFor(() => expect(hung.mine.size).toBe(12), SOON)
  const two = join()
  await vi.waitFor(() => expect(two.mine.size).toBe(12), SOON)
})

test('a partition at its end, or a log that cannot be reached, is nobody’s to take by force', async () => {
  const hung = join({ onStop: () => hanging })
  await vi.waitFor(() => expect(hung.mine.size).toBe(12), SOON)
  await apply([0, 1, 2])
  const unreachable = join({ ends: () => Promise.reject(new Error('no broker')) })
  await new Promise((resolve) => setTimeout(resolve, 2_000)) // more than twice the time after which others would take
  expect(unreachable.mine.size).toBe(0)
  const two = join()
  await vi.waitFor(() => expect(two.mine.size).toBeGreaterThanOrEqual(4), SOON)
})

test('being behind counts from when it was seen, ends with any progress, and an outage forgets it', () => {
  let now = 0
  const progress = createProgress(() => now)
  const at = (next: number) => new Map([[0, next]])
  progress.observe(at(5), at(5))
  now = 60_000
  progress.observe(at(5), at(6))
  expect(progress.stuck(0, 10_000)).toBe(false) // long quiet, then one new event
  now = 69_999
  progress.observe(at(5), at(7))
  expect(progress.stuck(0, 10_000)).toBe(false)
  now = 70_000
  expect(progress.stuck(0, 10_000)).toBe(true)
  progress.observe(at(6), at(7))
  expect(progress.stuck(0, 10_000)).toBe(false)
  now = 90_000
  expect(progress.stuck(0, 10_000)).toBe(true)
  progress.observe(at(6), null)
  expect(progress.stuck(0, 0)).toBe(false)
})

test('a connection that carries nothing any more is given up once, and its locks, in which the server still believes, with it', async () => {
  const server = new URL(database.url)
  const proxy = await startProxy({ to: { host: server.hostname, port: Number(server.port || 5432) } })
  const through = Object.assign(server, { hostname: '127.0.0.1', port: String(proxy.port) }).href
  // Nobody can take by force, since nobody can reach the log.
  const one = join({ databaseUrl: through, ends: () => Promise.reject(new Error('no broker')) })
  await vi.waitFor(() => expect(one.mine.size).toBe(PARTITIONS), 5_000)
  proxy.halfOpen()
  await vi.waitFor(() => expect(one.takes.length).toBe(2 * PARTITIONS), 15_000)
  await one.stop()
  await proxy.stop()
}, 30_000)
