import { expect, test } from 'vitest'
import { validate, version } from 'uuid'
import { orderedId } from './orderedId.ts'

test('each is a UUID of version 7 of its own, in the order of time', async () => {
  const ids = Array.from({ length: 2_000 }, orderedId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 2))
  expect(orderedId() > ids[0]!).toBe(true)
})
