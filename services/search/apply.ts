// What is new on the log → search rows, inside the reader's transaction. No event stops it: one that cannot be read, or whose row the
// database refuses, is left out and told of.
import { isDataFault } from '../db/dataFault.ts'
import type { Client, Sql } from '../db/pool.ts'
import type { Delivery } from '../log/reading/sharedCommit.ts'
import { project, type Placed } from './project/project.ts'
import { subjectOf } from './project/subject.ts'
import { keyOf, load } from './rows/load.ts'
import { saving, type Changed } from './rows/save.ts'

export type Skipped = { type: string; event: string; part: number; off: number; error: string }

type Due = Placed & { part: number; off: number }

export async function apply(tx: Client, schema: string, fresh: Delivery[]): Promise<Skipped[]> {
  const skipped: Skipped[] = []
  const due = fresh.flatMap((one) => dueOf(one, skipped))
  if (due.length === 0) return skipped
  const held = await load(
    tx,
    schema,
    due.map(({ subject }) => subject),
  )
  const changed = new Map<string, Changed & { by: Due }>()
  for (const one of due) {
    const key = keyOf(one.subject)
    try {
      const row = project(one, held.get(key))
      if (row === undefined) continue
      held.set(key, row)
      changed.set(key, { part: one.part, rev: one.off, row, by: one })
    } catch (error) {
      skipped.push(skippedOf(one, error))
    }
  }
  return [...skipped, ...(await save(tx, schema, [...changed.values()]))]
}

function dueOf({ part, records }: Delivery, skipped: Skipped[]): Due[] {
  return records.flatMap(({ off, loggedAt, event }) => {
    if (event === null) return []
    try {
      const subject = subjectOf(event)
      const at = Number.isSafeInteger(event.at) ? event.at : loggedAt
      return subject === null ? [] : [{ event, at, subject, part, off }]
    } catch (error) {
      skipped.push(skippedOf({ event, part, off }, error))
      return []
    }
  })
}

/** Together; where one is refused, one by one without it. */
async function save(tx: Client, schema: string, changed: (Changed & { by: Due })[]): Promise<Skipped[]> {
  if (changed.length === 0 || (await attempt(tx, schema, changed)) === null) return []
  const skipped: Skipped[] = []
  for (const one of changed) {
    const error = await attempt(tx, schema, [one])
    if (error !== null) skipped.push(skippedOf(one.by, error))
  }
  return skipped
}

/** What the database says against it; null = nothing. */
async function attempt(tx: Sql, schema: string, changed: Changed[]): Promise<Error | null> {
  await tx.query('savepoint rows')
  try {
    for (const statement of saving(schema, changed)) await tx.query(statement)
  } catch (error) {
    if (!isDataFault(error)) throw error
    await tx.query('rollback to savepoint rows')
    return error as Error
  }
  await tx.query('release savepoint rows')
  return null
}

/** Never the error's text, which may quote what was said: its name, or the database's code. */
const skippedOf = ({ event, part, off }: Pick<Due, 'event' | 'part' | 'off'>, error: unknown): Skipped => ({
  type: event.type,
  event: event.id,
  part,
  off,
  error: String((error as { code?: unknown }).code ?? (error as Error).name),
})
