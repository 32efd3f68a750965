// The plain columns of a conversation beside its row, as the projector keeps them; the row of a test need not be whole.
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import { keysOf } from '@madoguchi/contracts/row/tagFilter'

export const COLUMNS = [
  'channel',
  'last_at',
  'last_countable',
  'assignee',
  'team',
  'status',
  'needs_since',
  'escalated',
  'snoozed_until',
  'last_user_at',
  'kind',
  'friend',
  'tag_keys',
] as const

/** In the order of `COLUMNS`. */
export function columnsOf(id: string, row: Partial<ConversationRow> | null): unknown[] {
  const { desk = NEW_DESK, lastAt = null, countable = [], lastUserMessageAt = null, kind = 'user', friend } = row ?? {}
  const { tags = [] } = row ?? {}
  return [
    id.split(':')[0],
    lastAt,
    countable[0] ?? null,
    desk.assignee,
    desk.team,
    desk.status,
    desk.needsReplySince,
    desk.escalated !== null,
    desk.status === 'snoozed' ? desk.said.until : null,
    lastUserMessageAt,
    kind,
    friend?.state ?? 'unknown',
    keysOf(tags),
  ]
}

const names = COLUMNS.join(', ')
const places = COLUMNS.map((_, i) => `$${i + 5}`).join(', ')

/** `$1` … `$4`: id, part, rev, row; then `columnsOf`. */
export const SAVE_CONVERSATION = `
insert into inbox_v1.conversation (id, part, rev, row, ${names}) values ($1, $2, $3, $4, ${places})
on conflict (id) do update set rev = excluded.rev, row = excluded.row, ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`
