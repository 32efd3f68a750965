import { expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase } from '../test/database.ts'
import { createLanes, type Write } from './lanes.ts'
import { appendAll } from './postgres/write.ts'
import { event, keyIn } from './stage.fixture.ts'
import { together, type Slice } from './together.ts'

const ALL = Array.from({ length: 12 }, (_, part) => part)
const record = (value = '{}') => ({ key: uuidv7(), headers: { ce_id: 'x' }, value })
const soon = () => new Promise((resolve) => setImmediate(resolve))

/** Each lane alone at first. */
async function begun(...given: Parameters<typeof together>): Promise<Write> {
  const write = together(...given)
  await Promise.all(ALL.map((part) => write(part, [record()])))
  return write
}

/** A log in memory; what holds `refused` is. */
function createMemory(refused = (_slice: Slice): Error | null => null) {
  const next = new Map<number, number>()
  const writes: number[][] = []
  return {
    writes,
    async writeAll(slices: Slice[]) {
      writes.push(slices.map(({ part }) => part))
      await soon()
      for (const slice of slices) {
        const error = refused(slice)
        if (error !== null) throw error
      }
      return slices.map(({ part, records }) => {
        const base = next.get(part) ?? 0
        next.set(part, base + records.length)
        return base
      })
    },
  }
}

test('a lane writes alone until it has succeeded once', async () => {
  const { writes, writeAll } = createMemory()
  const write = await begun(writeAll)
  expect(writes).toEqual(ALL.map((part) => [part]))
  await Promise.all(ALL.map((part) => write(part, [record()])))
  expect(writes.slice(ALL.length)).toEqual([ALL])
})

test('what all lanes have while one write is under way is the next write', async () => {
  const { writes, writeAll } = createMemory()
  const write = await begun(writeAll)
  writes.length = 0
  const first = write(0, [record()])
  await soon()
  const bases = await Promise.all([first, ...ALL.slice(1).map((part) => write(part, [record(), record()]))])
  expect(bases).toEqual(ALL.map(() => 1))
  expect(writes).toEqual([[0], ALL.slice(1)])
  expect(await write(5, [record()])).toBe(3)
})

test('in as many groups as there are brokers, each waits for its own alone', async () => {
  const { writes, writeAll } = createMemory()
  const write = await begun(writeAll, 3)
  writes.length = 0
  await Promise.all(ALL.map((part) => write(part, [record()])))
  expect(writes).toEqual([
    [0, 3, 6, 9],
    [1, 4, 7, 10],
    [2, 5, 8, 11],
  ])
})

test('a lane that cannot be written holds up none of the others for longer than one write', async () => {
  const poison = ({ records }: Slice) => (records.some(({ value }) => value === 'poison') ? new Error('refused') : null)
  const { writes, writeAll } = createMemory(poison)
  const write = await begun(writeAll)
  const round = async () => {
    writes.length = 0
    const all = await Promise.allSettled([write(0, [record('poison')]), write(1, [record()]), write(2, [record()])])
    return {
      fulfilled: all.map(({ status }) => status === 'fulfilled'),
      writes: writes.toSorted((a, b) => a[0]! - b[0]!),
    }
  }
  expect(await round()).toEqual({ fulfilled: [false, false, false], writes: [[0, 1, 2]] })
  expect(await round()).toEqual({ fulfilled: [false, true, true], writes: [[0], [1], [2]] })
  expect(await round()).toEqual({ fulfilled: [false, true, true], writes: [[0], [1, 2]] })
})

test('one event that is too large is refused, and none of those that were written with it', async () => {
  const tooLarge = ({ records }: Slice) =>
    records.some(({ value }) => value.includes('large'))
      ? Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' })
      : null
  const { writeAll } = createMemory(tooLarge)
  const { append } = createLanes({
    write: await begun(writeAll),
    logger: silentLogger(),
    metrics: createMetrics(),
  })
  const places = await Promise.allSettled(
    ALL.map((part) => append(event(keyIn(part), part === 4 ? { data: 'large' } : {}))),
  )
  expect(places.map(({ status }) => status === 'fulfilled')).toEqual(ALL.map((part) => part !== 4))
})

test('two processes that write all partitions in any order never wait for each other for ever', async () => {
  const database = await openTestDatabase()
  const writers = [1, 2].map(() => together((slices) => appendAll(database.pool, slices)))
  const bases = new Map<number, number[]>(ALL.map((part) => [part, []]))
  async function lane(write: (typeof writers)[number], part: number) {
    for (let i = 0; i < 40; i += 1) bases.get(part)!.push(await write(part, [record()]))
  }
  await Promise.all(writers.flatMap((write, i) => (i === 0 ? ALL : ALL.toReversed()).map((part) => lane(write, part))))
  const gapless = Array.from({ length: 80 }, (_, off) => off)
  for (const part of ALL) expect(bases.get(part)!.toSorted((a, b) => a - b)).toEqual(gapless)
  await database.stop()
})
