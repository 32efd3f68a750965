// What this gateway accepted of a record's fields a moment ago counts before the row shows it: two people at one gateway never overwrite
// each other unseen.
import type { Stamp, Standing } from '@madoguchi/contracts/merge'
import { createRecent } from '../order/recent.ts'

type Kept = Record<string, { value: unknown; stamp: Stamp }>
export type Accepted = {
  /** The record with what its row (of `rev`) does not show yet. */
  over(id: string, row: Standing & { rev: number }): Standing
  keep(id: string, change: object, stamp: Stamp): void
}

const REMEMBERED = 500

export function createAccepted(): Accepted {
  const recent = createRecent<Kept>(REMEMBERED)
  return {
    over(id, { rev, values, stamps }) {
      const unseen = Object.entries(recent.get(id) ?? {}).filter(([, { stamp }]) => stamp.rev > rev)
      return {
        values: { ...values, ...Object.fromEntries(unseen.map(([field, { value }]) => [field, value])) },
        stamps: { ...stamps, ...Object.fromEntries(unseen.map(([field, { stamp }]) => [field, stamp])) },
      }
    },
    keep(id, change, stamp) {
      const fields = Object.entries(change).map(([field, value]) => [field, { value, stamp }] as const)
      recent.set(id, { ...recent.get(id), ...Object.fromEntries(fields) })
    },
  }
}
