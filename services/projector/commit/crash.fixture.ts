// Connections that die under a transaction: before any statement, its commit included, or after the commit and before anybody
// is told. The dice say when; the server rolls back what was not committed.
import type { Client, Pool } from '../../db/pool.ts'
import type { Dice } from './history.fixture.ts'

export type Crashes = { before: number; after: number }

export function crashing(pool: Pool, { before, after }: Crashes, dice: Dice): Pool {
  const run = async (client: Client, query: unknown, values?: unknown[]) => {
    if (dice.chance(before)) cut(client)
    const result = await client.query(query as string, values)
    if (query !== 'commit' || !dice.chance(after)) return result
    cut(client)
    throw new Error('gone after the commit')
  }
  return {
    query: pool.query.bind(pool),
    async connect() {
      const client = await pool.connect()
      return {
        query: (query: unknown, values?: unknown[]) => run(client, query, values),
        release: (broken?: Error) => client.release(broken),
      }
    },
  } as unknown as Pool
}

const cut = (client: Client) =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
