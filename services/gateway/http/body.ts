// What came in, held against its schema: the first misfit is named by its path, `a.b`.
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { malformed } from './refusal.ts'

/** The body as its schema says, else a 400 that names the field. */
export function parse<S extends TSchema>(schema: S, body: unknown): Static<S> {
  if (Value.Check(schema, body)) return body
  throw malformed(firstProblem(schema, body))
}

/** '' = the whole is not what it should be. */
export function firstProblem(schema: TSchema, value: unknown): string {
  const [problem] = Value.Errors(schema, value)
  if (!problem) return ''
  const params = problem.params as { requiredProperties?: string[]; additionalProperties?: string[] }
  const inner = params.requiredProperties?.[0] ?? params.additionalProperties?.[0]
  return [...problem.instancePath.split('/').slice(1), ...(inner === undefined ? [] : [inner])].join('.')
}

/** A whole number from a query string within 1 … max; absent = `fallback`. */
export function limitOf(query: unknown, fallback: number, max = 100): number {
  const given = (query as { limit?: string }).limit
  if (given === undefined) return fallback
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 1 || limit > max) throw malformed('limit')
  return limit
}
