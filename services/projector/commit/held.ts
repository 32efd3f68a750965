// Rows in memory while a batch is folded: what was loaded, what the events of the batch made of it, and at which offset.
import type { Held, Noun, RowsByNoun, Write } from '../project/placed.ts'

/** `row: null` = it is gone; `was` says where it was, so that whoever showed it hears of it. */
export type Changed = { noun: Noun; id: string; part: number; rev: number } & (
  | { row: RowsByNoun[Noun] }
  | { row: null; was: RowsByNoun[Noun] }
)
export type Stamp = { part: number; rev: number }

export type Fold = Held & {
  put<N extends Noun>(noun: N, id: string, row: RowsByNoun[N]): void
  /** Newer at once for the events that follow in the batch. */
  write(writes: Write[], stamp: Stamp): void
  remove(noun: Noun, id: string, stamp: Stamp): void
  changed(): Changed[]
}

export function createFold(): Fold {
  const rows = eachNoun<RowsByNoun[Noun]>()
  const changed = eachNoun<Changed>()
  return {
    get: <N extends Noun>(noun: N, id: string) => rows[noun].get(id) as RowsByNoun[N] | undefined,
    put: (noun, id, row) => void rows[noun].set(id, row),
    write(writes, stamp) {
      for (const { noun, id, row } of writes) {
        rows[noun].set(id, row)
        changed[noun].set(id, { noun, id, ...stamp, row })
      }
    },
    remove(noun, id, stamp) {
      const was = rows[noun].get(id)
      if (was === undefined || !rows[noun].delete(id)) return
      changed[noun].set(id, { noun, id, ...stamp, row: null, was })
    },
    changed: () => Object.values(changed).flatMap((of) => [...of.values()]),
  }
}

const eachNoun = <T>(): Record<Noun, Map<string, T>> => ({
  conversation: new Map(),
  message: new Map(),
  contact: new Map(),
  member: new Map(),
  template: new Map(),
  notice: new Map(),
})
