import { expect, test } from 'vitest'
import { createSlots } from './slots.ts'

test('so many at once, the others in their order, and a failure frees its place', async () => {
  const inSlot = createSlots(2)
  const begun: number[] = []
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>())
  const all = gates.map(({ promise }, i) =>
    inSlot(() => {
      begun.push(i)
      return promise
    }).catch((error: Error) => error.message),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  gates[1]!.reject(new Error('broken'))
  expect(await all[1]).toBe('broken')
  await expect.poll(() => begun).toEqual([0, 1, 2])
  for (const [i, gate] of gates.entries()) gate.resolve(i)
  expect(await Promise.all(all)).toEqual([0, 'broken', 2, 3, 4])
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(await inSlot(async () => 'again')).toBe('again')
})
