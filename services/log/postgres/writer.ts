// What all lanes of a process write while one statement is under way becomes the next one: twelve small commits side by side cost
// more than one of all. A lane whose write failed writes alone until one succeeds, so that no lane's trouble becomes another's.
import type { Sql } from '../../db/pool.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import type { Write } from '../lanes.ts'
import { append, appendAll, type Slice } from './write.ts'

/** For lanes: never two writes of one partition at a time. */
export function createWriter(sql: Sql): Write {
  const together = singleFlight((slices: Slice[]) => appendAll(sql, slices))
  const alone = new Set<number>()
  return async (part, records) => {
    try {
      const base = await (alone.has(part) ? append(sql, part, records) : together({ part, records }))
      alone.delete(part)
      return base
    } catch (error) {
      alone.add(part)
      throw error
    }
  }
}
