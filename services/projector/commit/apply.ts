// The transaction (log.md §5): lock, drop what was applied, each event once, fold, save, derive, advance. In five round
// trips, since a customer's message waits for each of them.
import type { Row } from '@madoguchi/contracts/row/row'
import { answers } from '../../db/answers.ts'
import type { Client } from '../../db/pool.ts'
import { reach } from '../../runtime/failpoint.ts'
import { advance, lockPositions } from '../../log/checkpoint.ts'
import { touched } from '../project/touched.ts'
import { dueOf, type Advance, type Due, type Slice } from './batch.ts'
import { dropDeadLetter, forgetDeadLetters, keepDeadLetter, redriven } from './deadLetters.ts'
import { derive } from './derive.ts'
import { insertEvents, keepEvents, redact } from './events.ts'
import { foldAll, type Dead, type Project } from './fold.ts'
import { createFold, type Changed, type Fold } from './held.ts'
import { load } from './load.ts'
import { save } from './save.ts'

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

/** `applied` once it is committed. `last`: what is sent with the commit. */
export type Ready = { applied: Applied[]; last: () => Promise<unknown>[] }

export const lock = (tx: Client, reader: string, slices: Slice[]) =>
  lockPositions(tx, reader, [...new Set(slices.map((slice) => slice.part))])

/** `positions`: as locked. Statements that do not wait for each other's answers are sent together. */
export async function apply(tx: Client, into: Into, slices: Slice[], positions: Map<number, number>): Promise<Ready> {
  const { reader, project } = into
  const { due, advance: steps } = dueOf(slices, positions)
  if (due.length === 0) return ready(tx, reader, { positions, steps, due, rows: [], dead: [], unsaved: [] })
  const fold = createFold()
  const [fresh] = await answers([keepEvents(tx, reader, due), load(tx, reader, due, fold)])
  const events = await redriven(tx, reader, fresh)
  const again = events.filter((one) => one.redriven !== undefined)
  if (again.length > 0) await load(tx, reader, again, fold)
  const { changed, dead } = foldAll(events, fold, project)
  const { rows, unsaved } = await saveAll(tx, reader, changed)
  await settle(tx, reader, events, dead)
  await forget(tx, reader, events, fold)
  return ready(tx, reader, { positions, steps, due, rows, dead, unsaved })
}

/** The one record that the database refuses even as "could not be displayed": a dead letter alone, and the log goes on. */
export async function bury(
  tx: Client,
  reader: string,
  { slice, error }: { slice: Slice; error: unknown },
  positions: Map<number, number>,
): Promise<Ready> {
  const { due, advance: steps } = dueOf([slice], positions)
  const dead = due.map((one) => ({ due: one, error }))
  for (const one of due) await keepDeadLetter(tx, reader, one, error)
  return ready(tx, reader, { positions, steps, due, rows: [], dead, unsaved: [] })
}

async function settle(tx: Client, reader: string, events: Due[], dead: Dead[]) {
  for (const { due, error } of dead) await keepDeadLetter(tx, reader, due, error)
  const cured = events.filter((one) => one.redriven !== undefined && !dead.some(({ due }) => due === one))
  await insertEvents(tx, reader, cured)
  for (const one of cured) await dropDeadLetter(tx, reader, one)
}

/** Unsent words leave the events and the dead letters with the row; so does whatever comes later and speaks of them. */
async function forget(tx: Client, reader: string, events: Due[], fold: Fold) {
  const messages = new Set(events.map((one) => touched(one).message).filter((id) => id !== null))
  const unsent = [...messages].filter((id) => fold.get('message', id)?.body.kind === 'unsent')
  if (unsent.length === 0) return
  await redact(tx, reader, unsent)
  await forgetDeadLetters(tx, reader, unsent)
}

/**
 * Messages first: what a conversation says of them is read from their rows. The conversations are saved with the commit.
 * Returns the rows as they are at the end.
 */
async function saveAll(tx: Client, reader: string, changed: Changed[]): Promise<{ rows: Row[]; unsaved: Changed[] }> {
  const [conversations, others] = [changed.filter(isConversation), changed.filter((one) => !isConversation(one))]
  const saving = save(tx, reader, others)
  const ids = conversations.map(({ id }) => id)
  const [, derived] = await answers([answers(saving), derive(tx, reader, ids)])
  const unsaved = conversations.map((one) => ({ ...one, row: { ...one.row, ...derived.get(one.id) } }) as Changed)
  const rows = [...unsaved, ...others].map(({ noun, id, part, rev, row }) => ({ noun, id, part, rev, row }) as Row)
  return { rows, unsaved }
}

const isConversation = ({ noun }: Changed) => noun === 'conversation'

type Done = {
  positions: Map<number, number>
  steps: Advance[]
  due: Due[]
  rows: Row[]
  dead: Dead[]
  unsaved: Changed[]
}

function ready(tx: Client, reader: string, { positions, steps, due, rows, dead, unsaved }: Done): Ready {
  const applied = steps.map(({ part, next }) => {
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
  return {
    applied,
    last() {
      const sent = [...save(tx, reader, unsaved), ...(steps.length > 0 ? [advance(tx, reader, steps)] : [])]
      reach('projector.saved')
      return sent
    },
  }
}

const described = ({ type, id }: { type: string; id: string }) => ({ type, event: id })
