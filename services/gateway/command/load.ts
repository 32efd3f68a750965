// The rows a command is decided upon.
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../db/pool.ts'
import type { Loaded } from './decide/decideSend.ts'

/** `message`: id of the row that is sent, retried or cancelled. */
export async function loadMessage(pool: Pool, conversation: string, message: string): Promise<Loaded> {
  const { rows } = await pool.query<{
    conversation: ConversationRow | null
    message: Omit<RowOf<'message'>, 'noun'> | null
    newest: number | null
  }>({
    name: 'command-message',
    text: `select (select row from rm.conversation where id = $1) as conversation,
                  (select jsonb_build_object('id', id, 'part', part, 'rev', rev, 'row', row) from rm.message where id = $2) as message,
                  (select at from rm.message where conversation = $1 and row is not null order by at desc, event desc limit 1) as newest`,
    values: [conversation, message],
  })
  const { newest, ...found } = rows[0]!
  return {
    conversation: found.conversation,
    message: found.message && { noun: 'message', ...found.message },
    newestAt: newest,
  }
}

export async function loadContact(
  pool: Pool,
  conversation: string,
): Promise<{ conversation: ConversationRow | null; contact: ContactRow | null }> {
  const { rows } = await pool.query<{ conversation: ConversationRow | null; contact: ContactRow | null }>({
    name: 'command-contact',
    text: `select (select row from rm.conversation where id = $1) as conversation,
                  (select row from rm.contact where id = $1) as contact`,
    values: [conversation],
  })
  return rows[0]!
}
