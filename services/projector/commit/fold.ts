// Events of a batch one after another through the pure projections, in memory. A projection that throws costs its event only.
import type { Due } from './batch.ts'
import type { Changed, Fold } from './held.ts'
import { clean } from '../project/clean.ts'
import type { Placed, Write } from '../project/placed.ts'
import { project, undisplayable } from '../project/project.ts'

export type Folded = { changed: Changed[]; dead: { due: Due; error: unknown }[] }
export type Project = (placed: Placed, held: Fold) => Write[]

/** `fold` holds the loaded rows and afterwards the new ones. */
export function foldAll(due: Due[], fold: Fold, projection: Project = project): Folded {
  const dead: Folded['dead'] = []
  for (const one of due) {
    try {
      fold.write(owned(one, clean(projection(one, fold))), one.part, one.off)
    } catch (error) {
      dead.push({ due: one, error })
      fold.write(clean(undisplayable(one)), one.part, one.off)
    }
  }
  return { changed: fold.changed(), dead }
}

/** An event writes only rows of its own key: otherwise two partitions would write one row and revs could not be compared. */
function owned({ event }: Due, writes: Write[]): Write[] {
  for (const { noun, id, row } of writes) {
    const key = noun === 'conversation' || noun === 'contact' ? id : (row as { conversation: string }).conversation
    if (key !== event.key) throw new Error(`${event.type} would write a ${noun} of another key`)
  }
  return writes
}
