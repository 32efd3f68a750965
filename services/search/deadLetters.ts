// What search cannot take is kept with its error in the same transaction, and redriven by an operator only; with a message that is taken
// back its dead letters go.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Sql } from '../db/pool.ts'
import type { Due, Redrive } from './due.ts'
import { subjectOf } from './project/subject.ts'

export type Dead = { due: Due; error: unknown }

/** Never the error's text, which may quote what was said: the database's code, or the error's name. */
function nameOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name: string }
  return typeof code === 'string' ? code : name
}

export async function keepDeadLetter(tx: Sql, reader: string, { due, error }: Dead): Promise<void> {
  const { event, part, place, key, loggedAt, subject } = due
  await tx.query(
    `insert into dead_letter (reader, part, off, key, logged_at, error, envelope, event_id, type, conversation, message)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (reader, part, off) do update set error = excluded.error, tries = dead_letter.tries + 1`,
    [
      reader,
      part,
      place,
      key,
      loggedAt,
      nameOf(error),
      JSON.stringify(event),
      event.id,
      event.type,
      event.key,
      subject.id,
    ],
  )
}

const TRIES = 3

/** null when there is none, or its tries are over. It stands at its own place and takes effect now. */
export async function takeDeadLetter(tx: Sql, reader: string, one: Redrive): Promise<Due | null> {
  const { rows } = await tx.query<{ envelope: string | null; key: string; logged_at: number | null }>(
    'select envelope, key, logged_at from dead_letter where reader = $1 and part = $2 and off = $3 and tries < $4 for update',
    [reader, one.part, one.letter, TRIES],
  )
  const kept = rows[0]
  if (!kept?.envelope) return null
  const event = JSON.parse(kept.envelope) as Envelope
  const subject = subjectOf(event)
  if (event.key !== one.event.key || subject === null) return null
  const { letter: place, ...rest } = one
  return { ...rest, event, at: event.at, subject, place, key: kept.key, loggedAt: kept.logged_at ?? one.loggedAt }
}

export const dropDeadLetter = (tx: Sql, reader: string, { part, place }: Due) =>
  tx.query('delete from dead_letter where reader = $1 and part = $2 and off = $3', [reader, part, place])

/** Not the unsend's own, which holds no words and is what empties the row when it is redriven. */
export const dropDeadLettersOf = (tx: Sql, reader: string, messages: string[]) =>
  tx.query({
    name: 'search-dead-letter-drop',
    text: `delete from dead_letter where reader = $1 and message = any($2::text[]) and type not in ('line.unsend', 'message.redacted')`,
    values: [reader, messages],
  })
