// What a transaction takes from the log: slices of partitions, without what was applied and what was erased.
import { storable } from '@madoguchi/contracts/event/storable'
import type { Rec } from '../../log/log.ts'
import type { Placed } from '../project/placed.ts'

export type Slice = { part: number; records: Rec[] }
/** One record that is to be applied; `key` is the record's own. `redriven`: it stands for the dead letter kept at that offset. */
export type Due = Placed & { part: number; key: string; redriven?: number }
export type Advance = { part: number; next: number; lastKey: string }

/** A record as it came; `due: null` = erased, nothing to apply. */
export type Arrived = { part: number; off: number; key: string; due: Due | null }

export const arrivedOf = (slices: Slice[]): Arrived[] =>
  slices.flatMap(({ part, records }) =>
    records.map(({ off, key, loggedAt, event }) => {
      const due = event && { event: storable(event, loggedAt), off, place: off, loggedAt, part, key }
      return { part, off, key, due }
    }),
  )

/** `next` by partition is read under the row lock: what lies before it was applied, by whomever. */
export function dueOf(arrived: Arrived[], next: Map<number, number>): { due: Due[]; advance: Advance[] } {
  const due: Due[] = []
  const reached = new Map(next)
  const last = new Map<number, string>()
  for (const one of arrived) {
    if (one.off < reached.get(one.part)!) continue
    reached.set(one.part, one.off + 1)
    last.set(one.part, one.key)
    if (one.due !== null) due.push(one.due)
  }
  return { due, advance: [...last].map(([part, lastKey]) => ({ part, next: reached.get(part)!, lastKey })) }
}
