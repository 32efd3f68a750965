// Postgres connections. int8 arrives as number: offsets stay below 2^53, and JSON.stringify throws on bigint.
import pg from 'pg'
import type { Logger } from '../runtime/logger.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Pool = pg.Pool
export type Client = pg.PoolClient
/** What reads and writes: a pool, or a client inside a transaction. */
export type Sql = Pick<pg.Pool, 'query'>

/** A statement unanswered for so long means a server or a way to it that is gone: TCP alone would wait for a quarter of an hour. */
const ANSWER_MS = 10_000

/**
 * A transaction whose client says nothing for so long is ended by the server: one whose client has vanished would hold its locks,
 * a reader's position among them, until TCP gives up. Ours say their next statement within milliseconds.
 */
const SILENT_IN_TRANSACTION_MS = 8_000

type Options = { url: string; max?: number; answerMs?: number; silentMs?: number; logger: Logger }

export function openPool({
  url,
  max = 10,
  answerMs = ANSWER_MS,
  silentMs = SILENT_IN_TRANSACTION_MS,
  logger,
}: Options): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    query_timeout: answerMs,
    idle_in_transaction_session_timeout: silentMs,
    keepAlive: true,
    // Statements sent without waiting for each other go out at once and are answered in order.
    pipeline: true,
    application_name: 'madoguchi',
  })
  // An idle connection that breaks is replaced by the next query; unheard, the event would end the process.
  pool.on('error', (error) => logger.warn({ error: error.message }, 'database connection lost'))
  // The pool does not listen to a connection that is lent out. Whoever holds it sees the query in hand or the next one fail.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** It was not answered in time: nothing more can be said on this connection. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout'

/** One connection outside the pool, for LISTEN and advisory locks (never through a transaction pooler). */
export async function openConnection({ url }: { url: string }): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'madoguchi',
  })
  await client.connect()
  return client
}
