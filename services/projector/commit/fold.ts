// Events of a batch one after another through the pure projections, in memory. A projection that throws costs its event only.
import { clean } from '@madoguchi/contracts/event/clean'
import type { Placed, Write } from '../project/placed.ts'
import { project, undisplayable } from '../project/project.ts'
import { listedIn } from '../project/skeleton.ts'
import { templateKey } from '../project/template.ts'
import type { Due } from './batch.ts'
import type { Changed, Fold } from './held.ts'
import { lacking } from './rows/save.ts'

export type Dead = { due: Due; error: unknown }
export type Folded = { changed: Changed[]; dead: Dead[] }
export type Project = (placed: Placed, held: Fold) => Write[]

/** `fold` holds the loaded rows and afterwards the new ones. */
export function foldAll(due: Due[], fold: Fold, projection: Project = project): Folded {
  const dead: Dead[] = []
  for (const one of due) {
    try {
      applyOne(one, fold, projection)
    } catch (error) {
      dead.push({ due: one, error })
      fold.write(clean(undisplayable(one, fold)), { part: one.part, rev: one.off })
    }
  }
  return { changed: fold.changed(), dead }
}

function applyOne(one: Due, fold: Fold, projection: Project) {
  const stamp = { part: one.part, rev: one.off }
  const writes = owned(one, clean(projection(one, fold)))
  fold.write(writes, stamp)
  const { id } = one.event
  // What could not be displayed of an erased event goes with it.
  for (const { id } of listedIn(one.event))
    if (fold.get('message', id)?.body.kind === 'undisplayable') fold.remove('message', id, stamp)
  const stale = one.redriven !== undefined && fold.get('message', id)?.body.kind === 'undisplayable'
  if (stale && !writes.some((write) => write.noun === 'message' && write.id === id)) fold.remove('message', id, stamp)
}

function keyOf(write: Write): string {
  if (write.noun === 'template') return templateKey(write.row.channel)
  return 'conversation' in write.row && write.noun !== 'conversation' ? write.row.conversation : write.id
}

/**
 * An event writes only rows of its own key, otherwise two partitions would write one row and revs could not be compared; and only
 * rows that can be saved, otherwise all events of its batch would wait for it for ever.
 */
function owned({ event }: Due, writes: Write[]): Write[] {
  for (const { noun, id, row } of writes) {
    const key = keyOf({ noun, id, row } as Write)
    if (key !== event.key) throw new Error(`${event.type} would write a ${noun} of another key`)
    const column = lacking(noun, row)
    if (column !== null) throw new Error(`${event.type} would write a ${noun} without ${column}`)
  }
  return writes
}
