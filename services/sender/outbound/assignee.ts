// Whose conversations are, as far as the log is read. Asked only for channels with the hard rule.
import type { ConversationAssigned } from '@madoguchi/contracts/event/conversation'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Sql } from '../../db/pool.ts'

/**
 * False always: an assignment makes nothing due. A rule names the assignment it went by (`based`), and says nothing if a person assigned
 * meanwhile, as in the rows.
 */
export async function assigned(sql: Sql, { event }: { event: Envelope }): Promise<boolean> {
  const { assignee, based } = (event.data ?? {}) as Partial<ConversationAssigned>
  const fine = typeof assignee === 'string' && !assignee.includes('\0')
  await sql.query({
    name: 'sender-assigned',
    text: `insert into sender_assignee as c (conversation, assignee, assigned_at)
           select $1, $2, $3 where not $4::boolean or $5::float8 is null or exists (select from sender_assignee where conversation = $1)
           on conflict (conversation) do update set assignee = excluded.assignee, assigned_at = excluded.assigned_at
            where not $4::boolean or c.assigned_at = $5::float8`,
    values: [event.key, fine ? assignee : null, event.at, based !== undefined, based ?? null],
  })
  return false
}

export async function readAssignees(sql: Sql, conversations: string[]): Promise<Map<string, string | null>> {
  if (conversations.length === 0) return new Map()
  const { rows } = await sql.query<{ conversation: string; assignee: string | null }>({
    text: 'select conversation, assignee from sender_assignee where conversation = any($1)',
    values: [conversations],
  })
  return new Map(rows.map(({ conversation, assignee }) => [conversation, assignee]))
}
