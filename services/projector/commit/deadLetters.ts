// What cannot be projected is kept with its error, in the same transaction; a row "could not be displayed" takes its place.
// Never retried by itself, never dropped.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Sql } from '../../db/pool.ts'
import { clean } from '@madoguchi/contracts/event/clean'
import { touched } from '../project/touched.ts'
import type { Due } from './batch.ts'

/** One that was redriven and failed again stays where it was, with one try more. */
export async function keepDeadLetter(tx: Sql, reader: string, due: Due, error: unknown): Promise<void> {
  const { event, part, place, key, loggedAt } = due
  const about = [event.id, event.type, event.key, touched(due).message]
  await tx.query(
    `insert into dead_letter (reader, part, off, key, logged_at, error, envelope, event_id, type, conversation, message)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (reader, part, off) do update set error = excluded.error, tries = dead_letter.tries + 1`,
    [reader, part, place, key, loggedAt, clean(String(error)).slice(0, 500), JSON.stringify(event), ...about],
  )
}

const TRIES = 3

/** The kept events that operators redrive: applied at their own place, their rows stamped with the newer offset. */
export async function redriven(tx: Sql, reader: string, news: Due[]): Promise<Due[]> {
  const events: Due[] = []
  for (const one of news) {
    const kept = one.event.type === 'event.redriven' ? await take(tx, reader, one) : one
    if (kept !== null) events.push(kept)
  }
  return events
}

/** null when there is none, its content was erased, or its tries are over. */
async function take(tx: Sql, reader: string, one: Due): Promise<Due | null> {
  const { part, off } = one.event.data as { part: number; off: number }
  const { rows } = await tx.query<{ envelope: string | null; key: string; logged_at: number | null }>(
    'select envelope, key, logged_at from dead_letter where reader = $1 and part = $2 and off = $3 and tries < $4 for update',
    [reader, part, off, TRIES],
  )
  const kept = rows[0]
  if (!kept?.envelope) return null
  const event = JSON.parse(kept.envelope) as Envelope
  if (event.key !== one.event.key) return null
  return { ...one, event, place: off, key: kept.key, loggedAt: kept.logged_at ?? one.loggedAt, redriven: off }
}

export const dropDeadLetter = (tx: Sql, reader: string, { part, place }: Due) =>
  tx.query('delete from dead_letter where reader = $1 and part = $2 and off = $3', [reader, part, place])

/** An error may quote what it could not take. */
export const forgetDeadLetters = (tx: Sql, reader: string, messages: string[]) =>
  tx.query({
    name: 'dead-letter-forget',
    text: `update dead_letter set envelope = null, error = 'unsent' where reader = $1 and message = any($2::text[]) and envelope is not null`,
    values: [reader, messages],
  })

/** Not those of the unsend itself, nor of what stays on the log. */
export const dropDeadLettersOf = (tx: Sql, reader: string, messages: string[]) =>
  tx.query({
    name: 'dead-letter-drop',
    text: `delete from dead_letter where reader = $1 and message = any($2::text[]) and type not in ('line.unsend', 'message.redacted')`,
    values: [reader, messages],
  })
