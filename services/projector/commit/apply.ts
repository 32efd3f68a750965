// The transaction (log.md §5): lock, drop what was applied, each event once, fold, save, derive, advance. In two round trips, since
// a customer's message waits for each: what is read goes with the begin, what is written with the commit.
import type { QueryConfig, QueryResult } from 'pg'
import type { Row } from '@madoguchi/contracts/row/row'
import { answers } from '../../db/answers.ts'
import type { Client } from '../../db/pool.ts'
import { advancing, lockPositions } from '../../log/checkpoint.ts'
import { arrivedOf, dueOf, type Advance, type Arrived, type Due, type Slice } from './batch.ts'
import { savingConversations, type Saved } from './rows/conversations.ts'
import { keepDeadLetter, redriven } from './deadLetters.ts'
import { insertingEvents, keepingCopies, knownEvents, sortOut } from './events.ts'
import { foldAll, type Dead, type Project } from './fold.ts'
import { createFold, type Changed, type Fold } from './held.ts'
import { load } from './rows/load.ts'
import { saving } from './rows/save.ts'
import { isSettled, settle } from './settle.ts'

/** What one transaction did to one partition. `newestAt`: the log's time of the last event applied. */
export type Applied = {
  part: number
  from: number
  next: number
  rows: Row[]
  applied: number
  newestAt: number | null
  dead: { type: string; event: string }[]
}
export type Into = { reader: string; project?: Project | undefined }

/** `last`: what is sent with the commit, and `applied` reads its answers when it has committed. */
export type Ready = { last: QueryConfig[]; applied: (answers: QueryResult[]) => Applied[] }

/** What is there before anything is applied; read in this order, so that nothing is read before its partition is locked. */
export type Before = { arrived: Arrived[]; positions: Map<number, number>; known: ReadonlySet<string>; fold: Fold }

export async function read(tx: Client, reader: string, slices: Slice[]): Promise<Before> {
  const arrived = arrivedOf(slices)
  const due = arrived.flatMap((one) => one.due ?? [])
  const parts = [...new Set(slices.map((slice) => slice.part))]
  const ids = [...new Set(due.map(({ event }) => event.id))]
  const fold = createFold()
  const reading = [lockPositions(tx, reader, parts), knownEvents(tx, reader, ids), load(tx, reader, due, fold)] as const
  const [positions, known] = await answers(reading)
  return { arrived, positions, known, fold }
}

export async function apply(tx: Client, { reader, project }: Into, before: Before): Promise<Ready> {
  const { arrived, positions, known, fold } = before
  const { due, advance: steps } = dueOf(arrived, positions)
  const { fresh, copies } = sortOut(due, known)
  const events = await redriven(tx, reader, fresh)
  const again = events.filter((one) => one.redriven !== undefined)
  if (again.length > 0) await load(tx, reader, again, fold)
  const { changed, dead } = foldAll(events, fold, project)
  const settled = isSettled(events, dead, fold)
  if (!settled) await settle(tx, reader, { fresh, events, dead, fold })
  const writes = [
    ...(settled ? insertingEvents(reader, fresh, { known: 'refused' }) : []),
    ...keepingCopies(reader, copies),
    ...saving(reader, changed),
  ]
  return ready(reader, { positions, steps, due, changed, dead }, writes)
}

/** The one record that the database refuses even as "could not be displayed": a dead letter alone, and the log goes on. */
export async function bury(tx: Client, reader: string, before: Before, error: unknown): Promise<Ready> {
  const { arrived, positions } = before
  const { due, advance: steps } = dueOf(arrived, positions)
  const dead = due.map((one) => ({ due: one, error }))
  for (const one of due) await keepDeadLetter(tx, reader, one, error)
  return ready(reader, { positions, steps, due, changed: [], dead }, [])
}

type Done = {
  positions: Map<number, number>
  steps: Advance[]
  due: Due[]
  changed: Changed[]
  dead: Dead[]
}

/** `writes` before the conversations: what these say of their messages is read from the rows. */
function ready(reader: string, done: Done, writes: QueryConfig[]): Ready {
  const { steps, changed } = done
  const conversations = changed.filter(({ noun }) => noun === 'conversation')
  const advance = steps.length > 0 ? [advancing(reader, steps)] : []
  return {
    last: [...writes, ...savingConversations(reader, conversations), ...advance],
    applied: (answers) => appliedOf(done, rowsOf(changed, answers[writes.length]?.rows ?? [])),
  }
}

function rowsOf(changed: Changed[], saved: Saved[]): Row[] {
  const conversations = new Map(saved.map(({ id, row }) => [id, row]))
  return changed.map(({ noun, id, part, rev, row }) => {
    const now = noun === 'conversation' ? conversations.get(id)! : row
    return { noun, id, part, rev, row: now } as Row
  })
}

function appliedOf({ positions, steps, due, dead }: Done, rows: Row[]): Applied[] {
  return steps.map(({ part, next }) => {
    const mine = due.filter((one) => one.part === part)
    return {
      part,
      from: positions.get(part) ?? 0,
      next,
      rows: rows.filter((row) => row.part === part),
      applied: mine.length,
      newestAt: mine.at(-1)?.loggedAt ?? null,
      dead: dead.filter(({ due: one }) => one.part === part).map(({ due: { event } }) => described(event)),
    }
  })
}

const described = ({ type, id }: { type: string; id: string }) => ({ type, event: id })
