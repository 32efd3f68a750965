// The same database with a query changed on its way, and with pauses: what a checker must notice, and races made likely.
import type { Pool } from '../../db/pool.ts'

type Mutation = { rewrite?: (sql: string) => string; pause?: () => Promise<void> }

/** Statements of `pool` under other names, so that a prepared one is not taken for the original. */
export function mutated(pool: Pool, { rewrite = (sql) => sql, pause = async () => undefined }: Mutation): Pool {
  const changed = (query: unknown): unknown => {
    if (typeof query === 'string') return rewrite(query)
    const { name, text, ...rest } = query as { name?: string; text: string }
    return { ...rest, text: rewrite(text), ...(name && { name: rewrite(text) === text ? name : `${name}-mutated` }) }
  }
  const wrap = (client: Pick<Pool, 'query'>) => async (query: unknown, values?: unknown[]) => {
    await pause()
    return client.query(changed(query) as string, values as never)
  }
  return {
    async connect() {
      const client = await pool.connect()
      return { query: wrap(client), release: (broken?: Error) => client.release(broken) }
    },
    query: wrap(pool),
  } as unknown as Pool
}
