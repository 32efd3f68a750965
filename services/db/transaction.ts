import type { QueryConfig, QueryResult } from 'pg'
import { answers } from './answers.ts'
import { isUnanswered, type Client, type Pool } from './pool.ts'

/** Commits what `run` did, or rolls it back and throws. `snapshot`: reads that belong together see one moment. */
export const transaction = <T>(pool: Pool, run: (tx: Client) => Promise<T>, { snapshot = false } = {}): Promise<T> =>
  begun(pool, async (tx) => {
    await tx.query(snapshot ? 'begin isolation level repeatable read read only' : 'begin')
    const result = await run(tx)
    await tx.query('commit')
    return result
  })

export type Stages<Opened, Done> = {
  /** Sent with the begin. Reads, or what may stand alone: it would, were the begin refused. */
  open: (tx: Client) => Promise<Opened>
  run: (tx: Client, opened: Opened) => Promise<Done>
  /** Sent with the commit, all at once and in order. */
  close: (done: Done) => QueryConfig[]
}

/** The same with two round trips fewer, for the transactions that a message waits for. `closed`: what the closing statements answered. */
export const staged = <Opened, Done>(
  pool: Pool,
  { open, run, close }: Stages<Opened, Done>,
): Promise<{ done: Done; closed: QueryResult[] }> =>
  begun(pool, async (tx) => {
    const [, opened] = await answers([tx.query('begin'), open(tx)])
    const done = await run(tx, opened)
    const closing = close(done) // whole before anything of it is sent
    const [closed, { command }] = await answers([
      answers(closing.map((statement) => tx.query(statement))),
      tx.query('commit'),
    ])
    // Postgres answers a commit after a failed statement with a rollback, and calls that no error.
    if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
    return { done, closed: closed as QueryResult[] }
  })

async function begun<T>(pool: Pool, run: (tx: Client) => Promise<T>): Promise<T> {
  const tx = await pool.connect()
  let broken: Error | undefined
  try {
    return await run(tx)
  } catch (error) {
    if (isUnanswered(error)) broken = error as Error
    else await tx.query('rollback').catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    tx.release(broken) // a connection that cannot roll back is closed, not reused
  }
}
