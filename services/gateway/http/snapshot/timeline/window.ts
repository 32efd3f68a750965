// A window of a long thread that need not reach its end: around one item or one moment, and what follows it page by page (TL-11, TL-12).
import type { ThreadWindow } from '@madoguchi/contracts/http/snapshot'
import { timelineCursor } from '@madoguchi/contracts/http/timelineCursor'
import { channelOf } from '@madoguchi/contracts/ids'
import type { Row, RowOf } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../../../db/pool.ts'
import { atOneMoment, type Moment } from '../moment.ts'
import type { TimelinePlace } from '../page.ts'

/** `item`: a row's id, or `<channel>:<LINE's id>` of what we sent. `at`: ms: the first item from then on, or the last one before. */
export type Around = { item: string } | { at: number }
type Of = { conversation: string; limit: number }

const MESSAGES = 'select id, part, rev, row from rm.message where conversation = $1 and row is not null'
/** Of ours that was taken from every screen there is nothing to be led to. */
const DRAWN = `and row->'body'->>'kind' is distinct from 'deleted'`
/** By the index of LINE's ids alone: the planner might rather read the conversation, however long. */
export const NAMED = `with named as materialized
  (select id, part, rev, row, conversation from rm.message where line_ids is not null and line_ids ? $2 and row is not null)
  select id, part, rev, row from named where conversation = $1 ${DRAWN} limit 1`
const OLDER = `${MESSAGES} and (at, event) < ($3::bigint, $4) order by at desc, event desc limit $2`
const FROM = `${MESSAGES} and (at, event) >= ($3::bigint, $4) order by at, event limit $2`
const AFTER = `${MESSAGES} and (at, event) > ($3::bigint, $4) order by at, event limit $2`

/** The item in the middle; null = there is no such item in the conversation. */
export function readAround(pool: Pool, around: Around, { conversation, limit }: Of): Promise<ThreadWindow | null> {
  return atOneMoment(pool, async (moment) => {
    const middle = await middleOf(moment, conversation, around)
    if (middle === undefined) return null
    const place = middle.row!
    const half = Math.ceil(limit / 2)
    const older = await moment.rows('message', OLDER, [conversation, half + 1, place.at, place.event])
    const newer = await moment.rows('message', FROM, [conversation, half + 1, place.at, place.event])
    const rows = [...older.slice(0, half).toReversed(), ...newer.slice(0, half)]
    const item = 'item' in around ? { item: middle.id } : {}
    return { v: moment.v, rows, before: edge(older, half, rows[0]), after: edge(newer, half, rows.at(-1)), ...item }
  })
}

/** What comes after a place, oldest first. */
export function readNewer(pool: Pool, after: TimelinePlace, { conversation, limit }: Of): Promise<ThreadWindow> {
  return atOneMoment(pool, async (moment) => {
    const found = await moment.rows('message', AFTER, [conversation, limit + 1, after.at, after.event])
    const rows = found.slice(0, limit)
    return { v: moment.v, rows, before: null, after: edge(found, limit, rows.at(-1)) }
  })
}

/** null = nothing is left on that side. */
function edge(found: Row[], most: number, last: Row | undefined): string | null {
  const row = (last as RowOf<'message'> | undefined)?.row
  return found.length > most && row ? timelineCursor(row) : null
}

async function middleOf(moment: Moment, conversation: string, around: Around): Promise<RowOf<'message'> | undefined> {
  const [first] =
    'item' in around ? await named(moment, conversation, around.item) : await nearest(moment, conversation, around.at)
  return first as RowOf<'message'> | undefined
}

async function named(moment: Moment, conversation: string, item: string): Promise<Row[]> {
  const found = await moment.rows('message', `${MESSAGES} ${DRAWN} and id = $2`, [conversation, item])
  const ours = `${channelOf(conversation)}:`
  if (found.length > 0 || !item.startsWith(ours)) return found
  return moment.rows('message', NAMED, [conversation, item.slice(ours.length)])
}

async function nearest(moment: Moment, conversation: string, at: number): Promise<Row[]> {
  const from = await moment.rows('message', `${MESSAGES} and at >= $2 order by at, event limit 1`, [conversation, at])
  return from.length > 0
    ? from
    : moment.rows('message', `${MESSAGES} order by at desc, event desc limit 1`, [conversation])
}
