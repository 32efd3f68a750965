// Rows in memory while a batch is folded: what was loaded, what the events of the batch made of it, and at which offset.
import type { Held, Noun, RowsByNoun, Write } from '../project/placed.ts'

export type Changed = { noun: Noun; id: string; part: number; rev: number; row: RowsByNoun[Noun] }

export type Fold = Held & {
  put<N extends Noun>(noun: N, id: string, row: RowsByNoun[N]): void
  /** Newer at once for the events that follow in the batch. */
  write(writes: Write[], part: number, rev: number): void
  changed(): Changed[]
}

export function createFold(): Fold {
  const rows = new Map<string, RowsByNoun[Noun]>()
  const changed = new Map<string, Changed>()
  const keyOf = (noun: Noun, id: string) => `${noun} ${id}`
  return {
    get: <N extends Noun>(noun: N, id: string) => rows.get(keyOf(noun, id)) as RowsByNoun[N] | undefined,
    put: (noun, id, row) => void rows.set(keyOf(noun, id), row),
    write(writes, part, rev) {
      for (const { noun, id, row } of writes) {
        rows.set(keyOf(noun, id), row)
        changed.set(keyOf(noun, id), { noun, id, part, rev, row })
      }
    },
    changed: () => [...changed.values()],
  }
}
