// PURE checker of a log's history: what was acknowledged against what stands on it.
import type { Rec } from './log.ts'

export type Acked = { id: string; key: string }
export type Faults = { lost: number; disordered: number; keysTwice: number }

/** `acked` in the order of the calls. Repeated ids are dropped, as readers do; order is judged per conversation key. */
export function faultsOf(acked: Acked[], records: Rec[]): Faults {
  const read = records.filter((record) => record.event !== null)
  const place = new Map<string, number>()
  for (const [i, { event }] of read.entries()) if (!place.has(event!.id)) place.set(event!.id, i)
  const lost = acked.filter(({ id }) => !place.has(id)).length
  let disordered = 0
  const latest = new Map<string, number>()
  for (const { id, key } of acked) {
    const at = place.get(id)
    if (at === undefined) continue
    if (at < (latest.get(key) ?? -1)) disordered += 1
    latest.set(key, Math.max(at, latest.get(key) ?? -1))
  }
  const keys = records.filter((record) => record.event !== null).map((record) => record.key)
  return { lost, disordered, keysTwice: keys.length - new Set(keys).size }
}
