// Messages of a channel that wait for their time or for a person, and what became of those whose time was within the last day.
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { Pool } from '../../../db/pool.ts'
import { atOneMoment } from './moment.ts'

export const LATELY_MS = 24 * 60 * 60_000

// One range of an index each; as one condition, every message that was ever scheduled would be read.
const SCHEDULED = `select id, part, rev, row from rm.message
  where split_part(conversation, ':', 1) = $1 and state in ('scheduled', 'held', 'missed') and row is not null
 union
 select id, part, rev, row from rm.message
  where split_part(conversation, ':', 1) = $1 and due >= $2 and due is not null and state is not null and row is not null
 order by id`

export function readScheduled(pool: Pool, channel: string, now: number): Promise<Snapshot> {
  return atOneMoment(pool, async ({ v, next, rows }) => {
    const found = await rows('message', SCHEDULED, [channel, now - LATELY_MS])
    return { v, cursor: Object.fromEntries(next.entries()), rows: found }
  })
}
