import { expect, test } from 'vitest'
import { outcomeOf } from './outcome.ts'
import { HELD_MS } from './payload.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const of = (status: number | null, tries = 0, after?: string) =>
  outcomeOf(status, { tries, now, ...(after !== undefined && { after }) })

test('taken, gone for good, never to be taken', () => {
  expect([200, 201, 202].map((status) => of(status).is)).toEqual(['sent', 'sent', 'sent'])
  expect([404, 410].map((status) => of(status).is)).toEqual(['forget', 'forget'])
  expect([400, 401, 403, 413, 301].map((status) => of(status).is)).toEqual(Array(5).fill('drop'))
})

test('later: twice as long each time and at most ten minutes, or as long as the service asks and no longer than it holds anything', () => {
  expect([0, 1, 2, 30].map((tries) => of(503, tries))).toEqual(
    [2_000, 4_000, 8_000, 600_000].map((ms) => ({ is: 'later', ms })),
  )
  expect(of(null)).toEqual({ is: 'later', ms: 2_000 })
  expect(of(429, 0, '30')).toEqual({ is: 'later', ms: 30_000 })
  expect(of(429, 0, 'Thu, 01 Jan 2026 00:01:00 GMT')).toEqual({ is: 'later', ms: 60_000 })
  expect(of(429, 0, '999999999')).toEqual({ is: 'later', ms: HELD_MS })
  expect(of(429, 0, 'soon')).toEqual({ is: 'later', ms: 2_000 })
})
