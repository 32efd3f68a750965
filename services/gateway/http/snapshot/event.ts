import type { RawEvent } from '@madoguchi/contracts/http/snapshot'
import type { Pool } from '../../../db/pool.ts'
import { masked } from './masked.ts'

/** An event with its JSON as it came but for its tokens, under its conversation's key; null = no such event. Redacted: nothing of its content. */
export async function readEvent(pool: Pool, id: string): Promise<RawEvent | null> {
  const { rows } = await pool.query<RawEvent>(
    `select id, type, part, off, conversation as key, at, case when redacted then null else raw end as raw from rm.event where id = $1`,
    [id],
  )
  const [event] = rows
  return event === undefined ? null : { ...event, raw: event.raw && masked(event.raw) }
}
