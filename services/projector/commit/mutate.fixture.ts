// The same database with a query changed on its way, and with pauses: what a checker must notice, and races made likely.
import type { Pool } from '../../db/pool.ts'

type Mutation = {
  rewrite?: (sql: string) => string
  pause?: () => Promise<void>
}

/** A changed statement has no name, so that a prepared one is not taken for it. */
export function mutated(pool: Pool, how: Mutation): Pool {
  const { rewrite = (sql) => sql, pause = async () => undefined } = how
  const changed = (query: unknown): unknown => {
    if (typeof query === 'string') return rewrite(query)
    const { name, text, ...rest } = query as { name?: string; text: string }
    return { ...rest, text: rewrite(text), ...(name && rewrite(text) === text && { name }) }
  }
  /** In the order asked, whatever the pauses. */
  const wrap = (client: Pick<Pool, 'query'>) => {
    let sent: Promise<unknown> = Promise.resolve()
    return async (query: unknown, values?: unknown[]) => {
      await (sent = sent.then(pause))
      return client.query(changed(query) as string, values as never)
    }
  }
  return {
    async connect() {
      const client = await pool.connect()
      return { query: wrap(client), release: (broken?: Error) => client.release(broken) }
    },
    query: wrap(pool),
  } as unknown as Pool
}
