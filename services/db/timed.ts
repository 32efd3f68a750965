// Statements with a time of their own, other than the pool's: unanswered for so long, the connection is given up.
import type { QueryConfig } from 'pg'

const ANSWER_MS = 5_000
const HOUR_MS = 3_600_000

/** A question that is short by nature, and put anew. `query_timeout` is read by pg and missing from its types. */
export const timed = (query: QueryConfig, ms = ANSWER_MS): QueryConfig => Object.assign(query, { query_timeout: ms })

/** A statement that may rightly take long, or wait long for its turn: making an index, a migration, its lock. */
export const patient = (text: string, values: unknown[] = []) => timed({ text, values }, HOUR_MS)
