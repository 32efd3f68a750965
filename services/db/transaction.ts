import { isUnanswered, type Client, type Pool } from './pool.ts'

/** Commits what `run` did, or rolls it back and throws. `snapshot`: reads that belong together see one moment. */
export async function transaction<T>(
  pool: Pool,
  run: (tx: Client) => Promise<T>,
  { snapshot = false } = {},
): Promise<T> {
  const tx = await pool.connect()
  let broken: Error | undefined
  try {
    await tx.query(snapshot ? 'begin isolation level repeatable read read only' : 'begin')
    const result = await run(tx)
    await tx.query('commit')
    return result
  } catch (error) {
    if (isUnanswered(error)) broken = error as Error
    else await tx.query('rollback').catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    tx.release(broken) // a connection that cannot roll back is closed, not reused
  }
}
