// The fetcher's table: what LINE was asked about and whose answer is on the log.
import type { Sql } from '../db/pool.ts'

export type Question = { subject: string; cause: string; off: number; again: boolean }

/** In the place of a cause: nothing is wanted of this subject any more. */
const FORGOTTEN = 'forgotten'

/** False: there is nothing to ask, because they are known or the event was read before. */
export async function noteAsked(tx: Sql, { subject, cause, off, again }: Question): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'fetcher-asked',
    text: `insert into fetched as f (subject, cause, off) values ($1, $2, $3)
           on conflict (subject) do update set cause = excluded.cause, off = excluded.off
           where $4::boolean and f.off < excluded.off and f.cause <> excluded.cause`,
    values: [subject, cause, off, again],
  })
  return rowCount === 1
}

export async function noteAnswered(tx: Sql, subject: string, cause: string): Promise<void> {
  await tx.query({
    name: 'fetcher-answered',
    text: 'update fetched set answered = $2 where subject = $1 and cause = $2',
    values: [subject, cause],
  })
}

/** Also before it was ever asked: whatever asks later asks nothing. */
export async function noteForgotten(tx: Sql, subject: string, off: number): Promise<void> {
  await tx.query({
    name: 'fetcher-forgotten',
    text: `insert into fetched (subject, cause, off) values ($1, '${FORGOTTEN}', $2)
           on conflict (subject) do update set cause = excluded.cause, off = excluded.off`,
    values: [subject, off],
  })
}

/** Whether this question still waits for its answer: not when it was answered, nor when a later one took its place. */
export async function isOpen(sql: Sql, subject: string, cause: string): Promise<boolean> {
  const { rows } = await sql.query<{ open: boolean }>(
    'select cause = $2 and answered is distinct from cause as open from fetched where subject = $1',
    [subject, cause],
  )
  return rows[0]?.open === true
}

export async function isForgotten(sql: Sql, subject: string): Promise<boolean> {
  const { rowCount } = await sql.query('select from fetched where subject = $1 and cause = $2', [subject, FORGOTTEN])
  return rowCount === 1
}
