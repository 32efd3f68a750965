// What is new on the log → search rows, inside the reader's transaction. No event stops it: one that cannot be read, or whose row the
// database refuses, becomes a dead letter.
import { isDataFault } from '../db/dataFault.ts'
import type { Client } from '../db/pool.ts'
import type { Delivery } from '../log/reading/sharedCommit.ts'
import { dropDeadLetter, dropDeadLettersOf, keepDeadLetter, takeDeadLetter, type Dead } from './deadLetters.ts'
import { dueOf, type Due } from './due.ts'
import { ONCE, project } from './project/project.ts'
import type { SearchRow } from './project/row.ts'
import { loadHeard, noteHeard } from './rows/heard.ts'
import { keyOf, load } from './rows/load.ts'
import { saving, type Changed } from './rows/save.ts'

type Written = Changed & { by: Due }

/** `schema`: also the reader's name. Gives what became a dead letter. */
export async function apply(tx: Client, schema: string, fresh: Delivery[]): Promise<Dead[]> {
  const wanted = dueOf(fresh)
  const due: Due[] = []
  for (const one of wanted) {
    const taken = 'letter' in one ? await takeDeadLetter(tx, schema, one) : one
    if (taken !== null) due.push(taken)
  }
  if (due.length === 0) return []
  const held = await load(
    tx,
    schema,
    due.map(({ subject }) => subject),
  )
  const known = await loadHeard(
    tx,
    schema,
    due.filter(isOnce).map(({ event }) => event.id),
  )
  const { changed, heard, dead } = fold(due, held, known)
  const refused = await save(tx, schema, changed)
  await noteHeard(tx, schema, heard)
  await settle(tx, schema, { due, changed, dead: [...dead, ...refused] })
  return [...dead, ...refused]
}

/** Bytes; an index takes 2,700. Ids of LINE's and of ours have a tenth. */
const LONGEST = 1_500
const isTooLong = ({ conversation, id }: Due['subject']): boolean => Buffer.byteLength(conversation + id) > LONGEST

const isOnce = ({ event }: Due): boolean => ONCE.has(event.type)

/** In memory, one event after another; `held` is as new as the last one. */
function fold(due: Due[], held: Map<string, SearchRow>, known: Set<string>) {
  const [changed, heard, dead] = [new Map<string, Written>(), new Set<string>(), [] as Dead[]]
  for (const one of due) {
    const key = keyOf(one.subject)
    if (isOnce(one)) {
      if (known.has(one.event.id) || heard.has(one.event.id)) continue
      heard.add(one.event.id)
    }
    try {
      if (isTooLong(one.subject)) throw new RangeError('no index takes an id of this length')
      const row = project(one, held.get(key))
      if (row === undefined) continue
      held.set(key, row)
      changed.set(key, { part: one.part, rev: one.off, row, by: one })
    } catch (error) {
      dead.push({ due: one, error })
    }
  }
  return { changed: [...changed.values()], heard, dead }
}

/** Together; where one is refused, one by one without it. */
async function save(tx: Client, schema: string, changed: Written[]): Promise<Dead[]> {
  if (changed.length === 0 || (await attempt(tx, schema, changed)) === null) return []
  const dead: Dead[] = []
  for (const one of changed) {
    const error = await attempt(tx, schema, [one])
    if (error !== null) dead.push({ due: one.by, error })
  }
  return dead
}

/** What the database says against it; null = nothing. */
async function attempt(tx: Client, schema: string, changed: Changed[]): Promise<Error | null> {
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

async function settle(
  tx: Client,
  reader: string,
  { due, changed, dead }: { due: Due[]; changed: Written[]; dead: Dead[] },
) {
  for (const one of dead) await keepDeadLetter(tx, reader, one)
  for (const one of due)
    if (one.place !== one.off && !dead.some(({ due: of }) => of === one)) await dropDeadLetter(tx, reader, one)
  const gone = changed.flatMap(({ row }) => (row.noun === 'message' && row.gone ? [row.id] : []))
  if (gone.length > 0) await dropDeadLettersOf(tx, reader, gone)
}
