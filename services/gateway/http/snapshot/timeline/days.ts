// On which days of a month something was said in a conversation (TL-11): for each day one step into the index by time, however long the
// thread.
import { isZone } from '@madoguchi/contracts/zone'
import type { Pool } from '../../../../db/pool.ts'
import { malformed } from '../../refusal.ts'

/** `2026-05` and a zone of IANA's, as the asker's calendar has them. */
export type Month = { month: string; zone: string }

const DAYS = `select n::int from unnest($2::bigint[], $3::bigint[]) with ordinality day(since, until, n)
  where exists (select from rm.message where conversation = $1 and activity and row is not null and at >= since and at < until)
  order by n`

/** The days' numbers, from 1. */
export async function readDays(pool: Pool, conversation: string, month: Month): Promise<{ days: number[] }> {
  const starts = startsOf(month)
  const values = [conversation, starts.slice(0, -1), starts.slice(1)]
  const { rows } = await pool.query<{ n: number }>(DAYS, values)
  return { days: rows.map(({ n }) => n) }
}

export function monthOf({ month, zone }: { month?: unknown; zone?: unknown }): Month {
  if (typeof month !== 'string' || !/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(month)) throw malformed('month')
  if (typeof zone !== 'string' || zone.length > 64 || !isZone(zone)) throw malformed('zone')
  return { month, zone }
}

const DAY_MS = 24 * 60 * 60_000

/** When each day begins there, and the month after it. */
export function startsOf({ month, zone }: Month): number[] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const wallAt = (at: number) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`)
  return Array.from({ length: days + 1 }, (_, i) => {
    const wanted = first + i * DAY_MS
    // Twice: the first guess may lie on the other side of a change of the clock. Where midnight is skipped, the day begins after it.
    const guess = wanted - (wallAt(wanted) - wanted)
    const at = wanted - (wallAt(guess) - guess)
    return wallAt(at) < wanted ? at + (wanted - wallAt(at)) : at
  })
}
