// A conversation opened: its row, its contact or members, and the latest messages, oldest first; then older ones page by page.
// All of it lies in one partition, so the cursor is one number.
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Thread, ThreadPage } from '@madoguchi/contracts/http/snapshot'
import { timelineCursor } from '@madoguchi/contracts/http/timelineCursor'
import type { Row, RowOf } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../../db/pool.ts'
import { atOneMoment, type Moment } from './moment.ts'
import type { TimelinePlace } from './page.ts'

type Wish = { conversation: string; limit: number; before: TimelinePlace | undefined }

const CONVERSATION = 'select id, part, rev, row from rm.conversation where id = $1 and row is not null'
const PEOPLE = {
  contact: 'select id, part, rev, row from rm.contact where id = $1 and row is not null',
  member: 'select id, part, rev, row from rm.member where conversation = $1 and row is not null order by id',
}
const MESSAGES = 'select id, part, rev, row from rm.message where conversation = $1 and row is not null'
const NEWEST_FIRST = 'order by at desc, event desc limit $2'

/** null = no such conversation. */
export function readThread(pool: Pool, conversation: string, limit: number): Promise<Thread | null> {
  return atOneMoment(pool, async (moment) => {
    const head = await moment.rows('conversation', CONVERSATION, [conversation])
    if (head.length === 0) return null
    const contact = await moment.rows('contact', PEOPLE.contact, [conversation])
    const members = await moment.rows('member', PEOPLE.member, [conversation])
    const { rows, before } = await readMessages(moment, { conversation, limit, before: undefined })
    const part = partitionOf(conversation)
    return {
      v: moment.v,
      cursor: { [part]: moment.next[part]! },
      rows: [...head, ...contact, ...members, ...rows],
      before,
    }
  })
}

/** null = no such conversation. */
export function readOlder(pool: Pool, wish: Wish): Promise<ThreadPage | null> {
  return atOneMoment(pool, async (moment) => {
    const head = await moment.rows('conversation', CONVERSATION, [wish.conversation])
    return head.length === 0 ? null : { v: moment.v, ...(await readMessages(moment, wish)) }
  })
}

async function readMessages(moment: Moment, { conversation, limit, before }: Wish) {
  const found = before
    ? await moment.rows('message', `${MESSAGES} and (at, event) < ($3::bigint, $4) ${NEWEST_FIRST}`, [
        conversation,
        limit + 1,
        before.at,
        before.event,
      ])
    : await moment.rows('message', `${MESSAGES} ${NEWEST_FIRST}`, [conversation, limit + 1])
  const page: Row[] = found.slice(0, limit).toReversed()
  const oldest = found.length > limit ? (page[0] as RowOf<'message'>).row : null
  return { rows: page, before: oldest && timelineCursor(oldest) }
}
