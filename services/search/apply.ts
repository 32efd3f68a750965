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

/** `schema`: also the reader's name. Gives what became a dead letter. */
export async function apply(tx: Client, schema: string, fresh: Delivery[]): Promise<Dead[]> {
  const due: Due[] = []
  for (const one of dueOf(fresh)) {
    const taken = 'letter' in one ? await takeDeadLetter(tx, schema, one) : one
    if (taken !== null) due.push(taken)
  }
  return due.length === 0 ? [] : take(tx, schema, due)
}

/** Together; where the database refuses a row, in halves, until the culprit stands alone and its neighbours are in. */
async function take(tx: Client, schema: string, due: Due[]): Promise<Dead[]> {
  const held = await load(
    tx,
    schema,
    due.map(({ subject }) => subject),
  )
  const once = due.filter(isOnce).map(({ event }) => event.id)
  const { changed, heard, dead } = fold(due, held, await loadHeard(tx, schema, once))
  const refusal = changed.length === 0 ? null : await attempt(tx, schema, changed)
  if (refusal !== null && due.length > 1) {
    const middle = Math.ceil(due.length / 2)
    const first = await take(tx, schema, due.slice(0, middle))
    return [...first, ...(await take(tx, schema, due.slice(middle)))]
  }
  const all = refusal === null ? dead : [{ due: due[0]!, error: refusal }]
  await noteHeard(tx, schema, heard)
  await settle(tx, schema, { due, changed: refusal === null ? changed : [], dead: all })
  return all
}

/** Bytes; an index takes 2,700. Ids of LINE's and of ours have a tenth. */
const LONGEST = 1_500
const isTooLong = ({ conversation, id }: Due['subject']): boolean => Buffer.byteLength(conversation + id) > LONGEST

const isOnce = ({ event }: Due): boolean => ONCE.has(event.type)
const isRedriven = ({ place, off }: Due): boolean => place !== off

/** In memory, one event after another; `held` is as new as the last one. */
function fold(due: Due[], held: Map<string, SearchRow>, known: Set<string>) {
  const [changed, heard, dead] = [new Map<string, Changed>(), new Set<string>(), [] as Dead[]]
  for (const one of due) {
    const key = keyOf(one.subject)
    if (isOnce(one)) {
      const again = known.has(one.event.id) || heard.has(one.event.id)
      // A dead letter was heard when it came and did nothing then.
      if (again && !isRedriven(one)) continue
      heard.add(one.event.id)
    }
    try {
      if (isTooLong(one.subject)) throw new RangeError('no index takes an id of this length')
      const row = project(one, held.get(key))
      if (row === undefined) continue
      held.set(key, row)
      changed.set(key, { part: one.part, rev: one.off, row })
    } catch (error) {
      dead.push({ due: one, error })
    }
  }
  return { changed: [...changed.values()], heard, dead }
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
  { due, changed, dead }: { due: Due[]; changed: Changed[]; dead: Dead[] },
) {
  for (const one of dead) await keepDeadLetter(tx, reader, one)
  for (const one of due)
    if (isRedriven(one) && !dead.some(({ due: of }) => of === one)) await dropDeadLetter(tx, reader, one)
  const gone = changed.flatMap(({ row }) => (row.noun === 'message' && row.gone ? [row.id] : []))
  if (gone.length > 0) await dropDeadLettersOf(tx, reader, gone)
}
