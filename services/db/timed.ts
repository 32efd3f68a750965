// A question to the database that is short by nature: unanswered for so long, its connection is given up and it is put anew.
import type { QueryConfig } from 'pg'

const ANSWER_MS = 5_000

/** `query_timeout` is read by pg and missing from its types. */
export const timed = (query: QueryConfig, ms = ANSWER_MS): QueryConfig => Object.assign(query, { query_timeout: ms })
