// One transaction over all partitions: rows, events, dead letters and the reader's position commit together. Whatever queued
// meanwhile shares the next one; this group commit is the most valuable tuning there is.
import type { Client, Pool } from '../../db/pool.ts'
import { isDataFault } from '../../db/dataFault.ts'
import { staged, type Stages } from '../../db/transaction.ts'
import { positioned } from '../../log/checkpoint.ts'
import { cut } from '../../log/reading/cut.ts'
import { reach } from '../../runtime/failpoint.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { apply, bury, read, type Applied, type Before, type Into, type Ready } from './apply.ts'
import type { Slice } from './batch.ts'
import type { Project } from './fold.ts'

export type Commit = (slice: Slice) => Promise<void>

type Deps = {
  pool: Pool
  reader: string
  /** Once per partition and transaction, after it has committed. */
  onApplied: (applied: Applied) => void
  /** Events of one transaction. */
  onCommitted?: (events: number) => void
  project?: Project
}

const SLICES = 100
/** Of one transaction. */
const EVENTS = 500

/** Resolves when the slice is committed; rejects when the database did not answer: the same slice may come again. */
export function createCommitter({ pool, reader, onApplied, onCommitted, project }: Deps): Commit {
  async function commit(slices: Slice[], run: (tx: Client, before: Before) => Promise<Ready>) {
    const stages: Stages<Before, Ready> = {
      open: (tx) => read(tx, reader, slices),
      run,
      close({ last }) {
        reach('projector.saved')
        return last
      },
    }
    const { done, closed } = await positioned(pool, reader, () => staged(pool, stages))
    reach('projector.committed')
    const applied = done.applied(closed)
    onCommitted?.(applied.reduce((sum, one) => sum + one.applied, 0))
    for (const one of applied) onApplied(one)
  }
  const attempt = (into: Into, slices: Slice[]) => commit(slices, (tx, before) => apply(tx, into, before))

  /** Halved until the culprit stands alone; its neighbours become rows. */
  async function applyHalving(slices: Slice[]): Promise<void> {
    try {
      await attempt({ reader, project }, slices)
    } catch (error) {
      if (!isDataFault(error)) throw error
      const halves = halve(slices)
      if (halves === null)
        return buryOne(
          slices.find(({ records }) => records.length > 0)!,
          error,
        )
      await applyHalving(halves[0])
      await applyHalving(halves[1])
    }
  }

  async function buryOne(slice: Slice, error: unknown): Promise<void> {
    const refuse = () => {
      throw error
    }
    try {
      await attempt({ reader, project: refuse }, [slice])
    } catch (again) {
      if (!isDataFault(again)) throw again
      await commit([slice], (tx, before) => bury(tx, reader, before, error))
    }
  }

  const add = singleFlight(async (slices: Slice[]) => {
    for (const group of cut(slices, EVENTS)) await applyHalving(group)
    return slices.map(() => null)
  }, SLICES)
  return async (slice) => void (await add(slice))
}

/** null = one record stands alone: the culprit. */
function halve(slices: Slice[]): [Slice[], Slice[]] | null {
  const singles = slices.flatMap(({ part, records }) => records.map((record) => ({ part, records: [record] })))
  if (singles.length < 2) return null
  const middle = Math.ceil(singles.length / 2)
  return [singles.slice(0, middle), singles.slice(middle)]
}
