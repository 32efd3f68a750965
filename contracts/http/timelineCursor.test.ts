import { expect, test } from 'vitest'
import { timelineCursor } from './timelineCursor.ts'

test('a place is written as base64url of its JSON, whatever bytes its event has', () => {
  for (const [at, event] of [
    [0, 'e'],
    [1_760_000_000_000, '01J0??>>'],
    [-5, '窓口🪟'],
  ] as const)
    expect(timelineCursor({ at, event })).toBe(Buffer.from(JSON.stringify([at, event])).toString('base64url'))
})
