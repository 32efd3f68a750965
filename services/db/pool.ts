// Postgres connections. int8 arrives as number: offsets stay below 2^53, and JSON.stringify throws on bigint.
import pg from 'pg'
import type { Logger } from '../runtime/logger.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Pool = pg.Pool
export type Client = pg.PoolClient
/** What reads and writes: a pool, or a client inside a transaction. */
export type Sql = Pick<pg.Pool, 'query'>

export function openPool({ url, max = 10, logger }: { url: string; max?: number; logger: Logger }): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'madoguchi',
  })
  // An idle connection that breaks is replaced by the next query; unheard, the event would end the process.
  pool.on('error', (error) => logger.warn({ error: error.message }, 'database connection lost'))
  // The pool does not listen to a connection that is lent out. Whoever holds it sees the query in hand or the next one fail.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

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
