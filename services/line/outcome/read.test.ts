import { expect, test } from 'vitest'
import type { Answer } from '../answer.ts'
import { readOf } from './read.ts'

const name = (body: Record<string, unknown>) => (typeof body.name === 'string' ? body.name : null)
const answer = (status: number, body: unknown = {}): Answer => ({ kind: 'answer', status, body })

test('an answer with the value is found; one without it is not', () => {
  expect(readOf(answer(200, { name: 'Aoi' }), name)).toEqual({ is: 'found', value: 'Aoi' })
  expect(readOf(answer(200, { other: 1 }), name)).toEqual({ is: 'notFound', status: 200 })
  expect(readOf(answer(200, null), name)).toEqual({ is: 'notFound', status: 200 })
})

test.each([400, 403, 404, 410])('%i will not change by asking again', (status) => {
  expect(readOf(answer(status, { name: 'not an answer' }), name)).toEqual({ is: 'notFound', status })
})

test.each([
  answer(401),
  answer(408),
  answer(429),
  answer(500),
  answer(503),
  { kind: 'none', code: 'ECONNREFUSED' } as const,
  { kind: 'noToken', refused: true, code: 'HTTP 400' } as const,
])('%o is worth asking again', (given) => {
  expect(readOf(given, name).is).toBe('trouble')
})
