// Changes of what is one agent's alone: the last write by the server's clock wins. Each gives what
// the other tabs are told.
import type { Personal, Preferences } from '@madoguchi/contracts/http/session'
import type { DraftSet, NoticesSeen, PreferencesSet, ReadingSet } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../db/pool.ts'
import { DEFAULTS, draftOf } from './read.ts'

export type Writer = { agent: string; connection: string }
export type Patch = Partial<Personal>
/** `at`: when it was written, by the database's clock, ms. */
export type Written = { patch: Patch; at: number }

/** ms since 1970 by the database's clock: one clock for all gateways. */
export const CLOCK = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

export async function setReading(pool: Pool, { agent, connection }: Writer, wish: ReadingSet): Promise<Written> {
  const { rows } = await pool.query<{ at: number }>({
    name: 'reading-set',
    text: `insert into reading (agent, conversation, read_to, at, connection) values ($1, $2, $3, ${CLOCK}, $4)
           on conflict (agent, conversation) do update
              set read_to = excluded.read_to, at = excluded.at, connection = excluded.connection
           returning at`,
    values: [agent, wish.conversation, wish.readTo, connection],
  })
  return { patch: { readings: { [wish.conversation]: wish.readTo } }, at: rows[0]!.at }
}

/** Postgres keeps no U+0000; nobody types one. */
const kept = (text: string) => text.replaceAll('\u0000', '')

export async function setDraft(pool: Pool, { agent, connection }: Writer, wish: DraftSet): Promise<Written> {
  const { rows } = await pool.query<Parameters<typeof draftOf>[0]>({
    name: 'draft-set',
    text: `insert into draft (agent, conversation, text, notification_disabled, form, at, connection)
           values ($1, $2, $3, $4, $5, ${CLOCK}, $6)
           on conflict (agent, conversation) do update
              set text = excluded.text, notification_disabled = excluded.notification_disabled, form = excluded.form,
                  at = excluded.at, connection = excluded.connection
           returning conversation, text, notification_disabled, form, at`,
    values: [agent, wish.conversation, kept(wish.text), wish.notificationDisabled, kept(wish.form), connection],
  })
  return { patch: { drafts: { [wish.conversation]: draftOf(rows[0]!) } }, at: rows[0]!.at }
}

/** Only what is named changes. */
export async function setPreferences(
  pool: Pool,
  { agent, connection }: Writer,
  wish: PreferencesSet,
): Promise<Written> {
  const { rows } = await pool.query<{ row: Partial<Preferences>; at: number }>({
    name: 'preferences-set',
    text: `insert into preferences (agent, row, at, connection) values ($1, $2, ${CLOCK}, $3)
           on conflict (agent) do update
              set row = preferences.row || excluded.row, at = excluded.at, connection = excluded.connection
           returning row, at`,
    values: [agent, JSON.stringify(wish), connection],
  })
  return { patch: { preferences: { ...DEFAULTS, ...rows[0]!.row } }, at: rows[0]!.at }
}

/** Only forwards, and never past now: what is still to come would be seen before it is there. */
export async function setNoticesSeen(pool: Pool, { agent, connection }: Writer, wish: NoticesSeen): Promise<Written> {
  const { rows } = await pool.query<{ seen: number; at: number }>({
    name: 'notices-seen',
    text: `insert into notices_seen (agent, seen, at, connection) values ($1, least($2::bigint, ${CLOCK}), ${CLOCK}, $3)
           on conflict (agent) do update
              set seen = greatest(notices_seen.seen, excluded.seen), at = excluded.at, connection = excluded.connection
           returning seen, at`,
    values: [agent, wish.at, connection],
  })
  return { patch: { noticesSeen: rows[0]!.seen }, at: rows[0]!.at }
}
