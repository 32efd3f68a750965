// What a transaction takes from the log: slices of partitions, without what was applied and what was erased.
import { shortened } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Rec } from '../../log/log.ts'
import { clean } from '../project/clean.ts'
import type { Placed } from '../project/placed.ts'

export type Slice = { part: number; records: Rec[] }
/** One record that is to be applied; `key` is the record's own. `redriven`: it stands for the dead letter kept at that offset. */
export type Due = Placed & { part: number; key: string; redriven?: number }
export type Advance = { part: number; next: number; lastKey: string }

/** `next` by partition is read under the row lock: what lies before it was applied, by whomever. */
export function dueOf(slices: Slice[], next: Map<number, number>): { due: Due[]; advance: Advance[] } {
  const due: Due[] = []
  const reached = new Map(next)
  const last = new Map<number, string>()
  for (const { part, records } of slices) {
    for (const { off, key, loggedAt, event } of records) {
      if (off < reached.get(part)!) continue
      reached.set(part, off + 1)
      last.set(part, key)
      if (event !== null) due.push({ event: storable(event, loggedAt), off, place: off, loggedAt, part, key })
    }
  }
  return { due, advance: [...last].map(([part, lastKey]) => ({ part, next: reached.get(part)!, lastKey })) }
}

/** As columns and indexes can hold it: names without U+0000, an id of bounded length, a whole time. `data` stays as it came. */
function storable(event: Envelope, loggedAt: number): Envelope {
  const { id, type, key, by, at, cause } = event
  return {
    ...event,
    id: shortened(clean(id)),
    type: clean(type),
    key: clean(key),
    by: clean(by),
    at: Number.isSafeInteger(at) ? at : loggedAt,
    ...(cause === undefined ? {} : { cause: shortened(clean(cause)) }),
  }
}
