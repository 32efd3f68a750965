// One transaction over all partitions: rows, events, dead letters and the reader's position commit together. Whatever queued
// meanwhile shares the next one; this group commit is the most valuable tuning there is.
import type { Row } from '@madoguchi/contracts/row/row'
import type { Client, Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import { advance, lockPositions } from '../../log/checkpoint.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { cut, dueOf, type Due, type Slice } from './batch.ts'
import { dropDeadLetter, forgetDeadLetters, keepDeadLetter, takeDeadLetter } from './deadLetters.ts'
import { derive } from './derive.ts'
import { keepEvents, redact } from './events.ts'
import { foldAll, type Project } from './fold.ts'
import { createFold, type Changed } from './held.ts'
import { load } from './load.ts'
import { save } from './save.ts'

/** What one transaction did to one partition. */
export type Applied = {
  part: number
  from: number
  next: number
  rows: Row[]
  applied: number
  newestAt: number | null
  dead: string[]
}
export type Commit = (slice: Slice) => Promise<void>

type Deps = { pool: Pool; reader: string; onApplied: (applied: Applied) => void; project?: Project }

/** Resolves when the slice is committed; rejects when the database did not answer: the same slice may come again. */
export function createCommitter({ pool, reader, onApplied, project }: Deps): Commit {
  async function run(slices: Slice[]): Promise<null[]> {
    for (const group of cut(slices)) for (const applied of await applyHalving(group)) onApplied(applied)
    return slices.map(() => null)
  }

  async function applyHalving(slices: Slice[]): Promise<Applied[]> {
    try {
      return await transaction(pool, (tx) => apply(tx, reader, slices, project))
    } catch (error) {
      if (!isEventsFault(error)) throw error
      const halves = halve(slices)
      if (halves === null) return transaction(pool, (tx) => bury(tx, reader, slices[0]!, error))
      return [...(await applyHalving(halves[0])), ...(await applyHalving(halves[1]))]
    }
  }

  const add = singleFlight(run, 100)
  return async (slice) => void (await add(slice))
}

/** Data the database cannot take: classes 21, 22, 23 and 54. Anything else is not the event's fault. */
const isEventsFault = (error: unknown): boolean =>
  /^(21|22|23|54)/.test(String((error as { code?: unknown }).code ?? ''))

/** null = one record stands alone: the culprit. */
function halve(slices: Slice[]): [Slice[], Slice[]] | null {
  const singles = slices.flatMap(({ part, records }) => records.map((record) => ({ part, records: [record] })))
  if (singles.length < 2) return null
  const middle = Math.ceil(singles.length / 2)
  return [singles.slice(0, middle), singles.slice(middle)]
}

async function apply(tx: Client, reader: string, slices: Slice[], project?: Project): Promise<Applied[]> {
  const positions = await lockPositions(tx, reader, [...new Set(slices.map((slice) => slice.part))])
  const { due, advance: steps } = dueOf(slices, positions)
  const news = due.length > 0 ? await keepEvents(tx, reader, due) : []
  const events = await redriven(tx, reader, news)
  const fold = createFold()
  await load(tx, reader, events, fold)
  const { changed, dead } = foldAll(events, fold, project)
  await save(tx, reader, changed)
  for (const { due: one, error } of dead) await keepDeadLetter(tx, reader, one, error)
  await forget(tx, reader, changed)
  const rows = await finalRows(tx, reader, changed)
  await advance(tx, reader, steps)
  return steps.map(({ part, next }) => ({
    part,
    from: positions.get(part) ?? 0,
    next,
    rows: rows.filter((row) => row.part === part),
    applied: due.filter((one) => one.part === part).length,
    newestAt: due.filter((one) => one.part === part).at(-1)?.loggedAt ?? null,
    dead: dead.filter(({ due: one }) => one.part === part).map(({ due: one }) => one.event.type),
  }))
}

/** `event.redriven` stands for the kept event, applied at its own place with the newer offset as rev. */
async function redriven(tx: Client, reader: string, news: Due[]): Promise<Due[]> {
  const events: Due[] = []
  for (const one of news) {
    if (one.event.type !== 'event.redriven') {
      events.push(one)
      continue
    }
    const wanted = one.event.data as { part: number; off: number }
    const kept = await takeDeadLetter(tx, reader, wanted)
    if (kept === null || kept.event.key !== one.event.key) continue
    await dropDeadLetter(tx, reader, wanted)
    events.push({ ...one, event: kept.event, place: kept.off })
  }
  return events
}

/** Unsent words leave the events and the dead letters in the same transaction as the row. */
async function forget(tx: Client, reader: string, changed: Changed[]) {
  const unsent = changed.filter(
    ({ noun, row }) => noun === 'message' && (row as { body: { kind: string } }).body.kind === 'unsent',
  )
  await redact(
    tx,
    reader,
    unsent.map(({ id }) => id),
  )
  if (unsent.length > 0) {
    const { rows } = await tx.query<{ id: string }>(`select id from ${reader}.event where message = any($1::text[])`, [
      unsent.map(({ id }) => id),
    ])
    await forgetDeadLetters(
      tx,
      reader,
      rows.map((row) => row.id),
    )
  }
}

/** Rows as they are at the end; a conversation whose messages changed is recomputed. */
async function finalRows(tx: Client, reader: string, changed: Changed[]): Promise<Row[]> {
  const conversations = changed
    .filter(({ noun }) => noun === 'conversation')
    .map(({ id }) => id)
    .toSorted()
  const derived = new Map((await derive(tx, reader, conversations)).map((row) => [row.id, row]))
  return changed.map(
    ({ noun, id, part, rev, row }) =>
      ({ noun, id, part, rev, row: noun === 'conversation' ? (derived.get(id)?.row ?? row) : row }) as Row,
  )
}

/** The one record that the database refuses: a dead letter without a row, and the log goes on. */
async function bury(tx: Client, reader: string, slice: Slice, error: unknown): Promise<Applied[]> {
  const positions = await lockPositions(tx, reader, [slice.part])
  const { due, advance: steps } = dueOf([slice], positions)
  for (const one of due) await keepDeadLetter(tx, reader, one, error)
  await advance(tx, reader, steps)
  return steps.map(({ part, next }) => ({
    part,
    from: positions.get(part) ?? 0,
    next,
    rows: [],
    applied: 0,
    newestAt: null,
    dead: due.map((one) => one.event.type),
  }))
}
