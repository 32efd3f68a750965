// Whether the log takes events, for /ready. Degraded, never down: ingest keeps them in its spool, and reading goes on.
import type { Check } from '../../runtime/health.ts'
import { explained } from './cause.ts'
import type { Log } from '../log.ts'

/** `now`: ms since 1970. */
export function refusalOf(log: Log, now: number): ReturnType<Check> {
  const trouble = log.trouble?.() ?? null
  if (trouble === null) return { state: 'ok' }
  const seconds = Math.round((now - trouble.since) / 1_000)
  return { state: 'degraded', why: `writing to the log has failed for ${seconds} s: ${explained(trouble.cause)}` }
}
