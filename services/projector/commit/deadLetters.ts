// What cannot be projected is kept with its error, in the same transaction; a row "could not be displayed" takes its place.
// Never retried by itself, never dropped.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Sql } from '../../db/pool.ts'
import type { Due } from './batch.ts'

export async function keepDeadLetter(
  tx: Sql,
  reader: string,
  { event, part, off, key }: Due,
  error: unknown,
): Promise<void> {
  await tx.query(
    `insert into dead_letter (reader, part, off, key, event_id, type, conversation, error, envelope)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (reader, part, off) do update set error = excluded.error, tries = dead_letter.tries + 1`,
    [reader, part, off, key, event.id, event.type, event.key, String(error).slice(0, 500), JSON.stringify(event)],
  )
}

const TRIES = 3

/** The kept event that an operator redrives, to be applied at its own place; null when there is none or its tries are over. */
export async function takeDeadLetter(
  tx: Sql,
  reader: string,
  redriven: { part: number; off: number },
): Promise<{ event: Envelope; off: number } | null> {
  const { rows } = await tx.query<{ envelope: string | null; off: number }>(
    'select envelope, off from dead_letter where reader = $1 and part = $2 and off = $3 and tries < $4 for update',
    [reader, redriven.part, redriven.off, TRIES],
  )
  const kept = rows[0]
  return kept?.envelope ? { event: JSON.parse(kept.envelope) as Envelope, off: kept.off } : null
}

export const dropDeadLetter = (tx: Sql, reader: string, { part, off }: { part: number; off: number }) =>
  tx.query('delete from dead_letter where reader = $1 and part = $2 and off = $3', [reader, part, off])

export const forgetDeadLetters = (tx: Sql, reader: string, events: string[]) =>
  tx.query('update dead_letter set envelope = null where reader = $1 and event_id = any($2::text[])', [reader, events])
