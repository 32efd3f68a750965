// What LINE's answer to a question means (a profile, a group's name): found, not there, or trouble that may pass. Pure.
import type { Answer } from '../answer.ts'

export type Read<T> =
  | { is: 'found'; value: T }
  /** LINE knows no answer, or does not give it to us: 404 (blocked, no consent, gone), 400, 403. Asking again is no help. */
  | { is: 'notFound'; status: number }
  /** Worth asking again later: 429, 5xx, time-outs, credentials. */
  | { is: 'trouble'; why: string }

/** `value` picks what is needed out of LINE's words; null = the answer does not hold it, which is taken for not found. */
export function readOf<T>(answer: Answer, value: (body: Record<string, unknown>) => T | null): Read<T> {
  if (answer.kind === 'noToken') return { is: 'trouble', why: `no token: ${answer.code}` }
  if (answer.kind === 'none') return { is: 'trouble', why: answer.code }
  const { status, body } = answer
  if (status === 401 || status === 408 || status === 429 || status >= 500)
    return { is: 'trouble', why: `HTTP ${status}` }
  if (status !== 200 || typeof body !== 'object' || body === null) return { is: 'notFound', status }
  const found = value(body as Record<string, unknown>)
  return found === null ? { is: 'notFound', status } : { is: 'found', value: found }
}
