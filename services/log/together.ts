// What all lanes of a process write while one write is under way becomes the next one: twelve small writes side by side, each with
// its own commit or request, cost several times as much as one of all. A lane writes alone until it has succeeded once, and again
// after each failure, so that no lane's trouble becomes another's for longer than one write, and a topic that is still finding its
// leaders gives no copies.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { singleFlight } from '../runtime/singleFlight.ts'
import type { Outgoing, Write } from './lanes.ts'

/** What one lane has to write. */
export type Slice = { part: number; records: Outgoing[] }
/** Of each slice the offset of its first record; no two of one partition. Throws when any of them is in doubt. */
export type WriteAll = (slices: Slice[]) => Promise<number[]>

/** Whose fault it was is not known: one that alone would be too large must not refuse what others wrote with it. */
export class FailedTogether extends Error {
  constructor(cause: unknown) {
    super((cause as Error).message, { cause })
  }
}

/**
 * For lanes: never two writes of one partition at a time. `groups`: who writes together are the partitions of the same remainder.
 * A topic is dealt out over its brokers in turn, so with as many groups as brokers one that is silent holds up its own alone.
 */
export function together(writeAll: WriteAll, groups = 1): Write {
  const alone = new Set(Array.from({ length: PARTITIONS }, (_, part) => part))
  async function write(slices: Slice[]) {
    try {
      return await writeAll(slices)
    } catch (error) {
      throw slices.length > 1 ? new FailedTogether(error) : error
    }
  }
  const shared = Array.from({ length: groups }, () => singleFlight(write))
  return async (part, records) => {
    const slice = { part, records }
    try {
      const base = alone.has(part) ? (await writeAll([slice]))[0]! : await shared[part % groups]!(slice)
      alone.delete(part)
      return base
    } catch (error) {
      alone.add(part)
      throw error
    }
  }
}
