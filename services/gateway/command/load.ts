// The rows a command is decided upon.
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../db/pool.ts'
import type { Loaded } from './decide/decideSend.ts'
import type { Spot, Talk } from './decide/missed.ts'

/** Notes, pills and own messages stand among them. */
const NEWER_MOST = 100

/** `rev`: of the conversation's row, −1 = there is none. */
export type Found = Loaded & { rev: number }

/** `message`: id of the row that is sent, retried or cancelled. */
export async function loadMessage(pool: Pool, conversation: string, message: string): Promise<Found> {
  const { rows } = await pool.query<{
    rev: number | null
    conversation: ConversationRow | null
    message: Omit<RowOf<'message'>, 'noun'> | null
    newest: number | null
  }>({
    name: 'command-message',
    text: `select c.rev, c.row as conversation,
                  (select jsonb_build_object('id', id, 'part', part, 'rev', rev, 'row', row) from rm.message where id = $2) as message,
                  (select at from rm.message where conversation = $1 and row is not null order by at desc, event desc limit 1) as newest
             from (select) one left join rm.conversation c on c.id = $1`,
    values: [conversation, message],
  })
  const found = rows[0]!
  return {
    rev: found.rev ?? -1,
    // Rows of the projection before this one serve while the new one is built, and know no desk.
    conversation: found.conversation && { ...found.conversation, desk: found.conversation.desk ?? NEW_DESK },
    message: found.message && { noun: 'message', ...found.message },
    newestAt: found.newest,
  }
}

export async function loadRow(pool: Pool, id: string): Promise<RowOf<'message'> | null> {
  const { rows } = await pool.query<Omit<RowOf<'message'>, 'noun'>>({
    name: 'command-row',
    text: 'select id, part, rev, row from rm.message where id = $1',
    values: [id],
  })
  return rows[0] === undefined ? null : { noun: 'message', ...rows[0] }
}

/** What was never appended, since its gateway died, has no row ever: after so long it is no word any more. */
const WORD_S = 30

/** `unshown`: no row shows it yet. */
export type LastSaid = Spot & { agent: string; unshown: boolean }

/** The timeline's newest after `seen`, oldest first, null = from its beginning; and the last thing said through any gateway. */
export async function loadNewer(
  pool: Pool,
  { conversation, seen }: { conversation: string; seen: Spot | null },
): Promise<{ newer: Talk[]; last: LastSaid | null }> {
  const { rows } = await pool.query<{ newer: Talk[]; last: LastSaid | null }>({
    name: 'command-newer',
    text: `select coalesce(jsonb_agg(jsonb_build_object('id', id, 'row', row) order by at, event), '[]') as newer,
                  (select jsonb_build_object('event', s.event, 'agent', s.agent, 'at', s.at, 'unshown',
                            s.since > now() - interval '${WORD_S} s' and not exists (select from rm.message where id = s.event))
                     from last_said s where s.conversation = $1) as last
             from (select id, row, at, event from rm.message
                    where conversation = $1 and row is not null and ($2::bigint is null or (at, event) > ($2, $3))
                    order by at desc, event desc limit ${NEWER_MOST}) newest`,
    values: [conversation, seen?.at ?? null, seen?.event ?? null],
  })
  return rows[0]!
}

/** `rev`: of the contact's row, −1 = there is none. */
export type FoundContact = { conversation: ConversationRow | null; contact: ContactRow | null; rev: number }

export async function loadContact(pool: Pool, conversation: string): Promise<FoundContact> {
  const { rows } = await pool.query<FoundContact>({
    name: 'command-contact',
    text: `select (select row from rm.conversation where id = $1) as conversation,
                  (select row from rm.contact where id = $1) as contact,
                  coalesce((select rev from rm.contact where id = $1), -1) as rev`,
    values: [conversation],
  })
  return rows[0]!
}
