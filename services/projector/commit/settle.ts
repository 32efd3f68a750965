// What only some batches need, before their rows are saved: dead letters kept and cured, and the words of the unsent forgotten.
import type { Client } from '../../db/pool.ts'
import { touched } from '../project/touched.ts'
import type { Due } from './batch.ts'
import { dropDeadLetter, dropDeadLettersOf, forgetDeadLetters, keepDeadLetter } from './deadLetters.ts'
import { insertingEvents } from './events.ts'
import type { Dead } from './fold.ts'
import type { Fold } from './held.ts'
import { redact, tell, type Unsent } from './redact.ts'

type Batch = { fresh: Due[]; events: Due[]; dead: Dead[]; fold: Fold }

export const isSettled = (events: Due[], dead: Dead[], fold: Fold): boolean =>
  dead.length === 0 && !events.some((one) => one.redriven !== undefined) && unsentOf(events, fold).length === 0

/** The events themselves are written first: what is forgotten may be among them. */
export async function settle(tx: Client, reader: string, { fresh, events, dead, fold }: Batch): Promise<void> {
  for (const statement of insertingEvents(reader, fresh, { known: 'refused' })) await tx.query(statement)
  for (const { due, error } of dead) await keepDeadLetter(tx, reader, due, error)
  const cured = events.filter((one) => one.redriven !== undefined && !dead.some(({ due }) => due === one))
  for (const statement of insertingEvents(reader, cured, { known: 'kept' })) await tx.query(statement)
  for (const one of cured) await dropDeadLetter(tx, reader, one)
  await forget(tx, reader, unsentOf(events, fold))
  const skeletons = events.filter((one) => one.event.type === 'message.redacted')
  await tell(
    tx,
    reader,
    skeletons.filter((one) => !dead.some(({ due }) => due === one)),
  )
}

/** Unsent words leave the events and the dead letters with the row; so does whatever comes later and speaks of them. */
async function forget(tx: Client, reader: string, unsent: Gone[]) {
  if (unsent.length === 0) return
  await redact(tx, reader, unsent)
  const idsOf = (some: Gone[]) => some.map(({ message }) => message)
  await forgetDeadLetters(tx, reader, idsOf(unsent))
  // A rebuild that no longer finds the record has no dead letter either.
  await dropDeadLettersOf(tx, reader, idsOf(unsent.filter(({ final }) => final)))
}

/** `final`: a skeleton is all that is left. */
type Gone = Unsent & { final: boolean }

function unsentOf(events: Due[], fold: Fold): Gone[] {
  const messages = new Set(events.map((one) => touched(one).message).filter((id) => id !== null))
  return [...messages].flatMap((message) => {
    const row = fold.get('message', message)
    if (row?.body.kind !== 'unsent') return []
    return { message, conversation: row.conversation, final: row.skeleton === true }
  })
}
