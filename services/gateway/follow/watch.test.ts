import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Pool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import type { Feed } from './feed.ts'
import { startWatch, type Watch } from './watch.ts'

let watch: Watch
let pos: number[]
let checkpoint: number | Error
const compared: { next: number; before: number }[] = []

beforeEach(() => {
  vi.useFakeTimers()
  pos = Array.from({ length: 12 }, () => 0)
  checkpoint = 0
  compared.length = 0
  const pool = {
    query: () =>
      checkpoint instanceof Error
        ? Promise.reject(checkpoint)
        : Promise.resolve({ rows: [{ v: 1, part: 3, next: checkpoint }] }),
  } as unknown as Pool
  const feed = {
    pos: () => [...pos],
    compare: ({ next }: { next: number[] }, before: number[]) =>
      void compared.push({ next: next[3]!, before: before[3]! }),
  } as unknown as Feed
  watch = startWatch({ pool, feed, logger: silentLogger(), now: () => Date.now() })
})
afterEach(async () => {
  const stopped = watch.stop()
  await vi.runAllTimersAsync()
  await stopped
  vi.useRealTimers()
})

test('once a second the feed is told how far the rows are, and where it stood before that was read', async () => {
  checkpoint = 7
  await vi.advanceTimersByTimeAsync(3_100)
  expect(compared).toEqual([
    { next: 0, before: 0 },
    { next: 7, before: 0 },
    { next: 7, before: 0 },
  ])
})

test('rows that stay unseen for 5 s are “behind”, and it is over when they are seen', async () => {
  checkpoint = 7
  await vi.advanceTimersByTimeAsync(5_000)
  expect(watch.state()).toBe('ok')
  await vi.advanceTimersByTimeAsync(2_500)
  expect(watch.state()).toBe('behind')
  pos[3] = 7
  await vi.advanceTimersByTimeAsync(1_500)
  expect(watch.state()).toBe('ok')
})

test('a database that does not answer for 5 s is said, and the watch goes on by itself', async () => {
  checkpoint = new Error('connection refused')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(watch.state()).toBe('ok')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(watch.state()).toBe('database')
  checkpoint = 0
  await vi.advanceTimersByTimeAsync(1_500)
  expect(watch.state()).toBe('ok')
})
