import { expect, test } from 'vitest'
import { singleFlight } from './singleFlight.ts'

test('what arrives while a batch is in flight becomes the next one, in order', async () => {
  const batches: number[][] = []
  const gates: (() => void)[] = []
  const add = singleFlight<number, number>(async (items) => {
    batches.push(items)
    await new Promise<void>((resolve) => gates.push(resolve))
    return items.map((i) => i * 2)
  })
  const first = Promise.all([add(1), add(2)])
  await expect.poll(() => batches).toEqual([[1, 2]])
  const second = Promise.all([add(3), add(4), add(5)])
  expect(batches).toHaveLength(1)
  gates[0]!()
  expect(await first).toEqual([2, 4])
  await expect.poll(() => batches.length).toBe(2)
  gates[1]!()
  expect(await second).toEqual([6, 8, 10])
  expect(batches[1]).toEqual([3, 4, 5])
})

test('an error rejects its batch only, and the next goes on', async () => {
  let calls = 0
  const add = singleFlight<number, number>((items) => {
    calls += 1
    return calls === 1 ? Promise.reject(new Error('away')) : Promise.resolve(items)
  })
  await expect(add(1)).rejects.toThrow('away')
  expect(await add(2)).toBe(2)
})

test('a batch holds at most max items', async () => {
  const sizes: number[] = []
  const add = singleFlight<number, number>((items) => {
    sizes.push(items.length)
    return Promise.resolve(items)
  }, 3)
  await Promise.all(Array.from({ length: 7 }, (_, i) => add(i)))
  expect(sizes).toEqual([3, 3, 1])
})
