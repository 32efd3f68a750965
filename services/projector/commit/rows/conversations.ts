// Conversations are saved last: fields that follow from their messages are computed from the rows in the same statement and never
// counted up. An unsend, an edit or an erasure needs no rule of its own, and a rebuild gives the same; whatever event may change one of
// them writes its conversation too, a member's profile among them.
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { keysOf } from '@madoguchi/contracts/row/tagFilter'
import type { QueryConfig } from 'pg'
import { arrayOf, arrayText } from '../../../db/arrayText.ts'
import type { Changed } from '../held.ts'

export type Saved = { id: string; row: ConversationRow }

const derived = (s: string) => `
select l.at as last_at, coalesce(u.places, '[]') as countable, f.n as troubled, k.desk, k.status, w.at as needs_since,
       case when l.id is null then null
            else jsonb_build_object('id', l.id, 'preview', l.row->'preview', 'direction', l.row->'direction', 'by', l.row->'by')
                 || case when n.name is null then '{}' else jsonb_build_object('name', n.name) end end as last
  from (select 1) one
  left join lateral (select jsonb_agg(x.place) places from
    (select m.place from ${s}.message m where m.conversation = t.id and m.countable order by m.place desc limit 50) x) u on true
  left join lateral (select m.id, m.at, m.row from ${s}.message m where m.conversation = t.id and m.activity
    order by m.at desc, m.event desc limit 1) l on true
  left join lateral (select n.row->>'name' as name from ${s}.member n
    where t.row->>'kind' in ('group', 'room') and l.row->'by'->>'kind' = 'contact' and n.id = t.id || '/' || (l.row->'by'->>'userId')) n on true
  left join lateral (select count(*)::int n from ${s}.message m where m.conversation = t.id and m.state in ('failed', 'unknown')) f on true
  ${desk(s)}`

/**
 * How the work stands (contracts/row/desk). `o`: the customer's first word after the last about the status; `w`: the first unanswered one.
 * Each is one step in an index, however long the thread is.
 */
const desk = (s: string) => `
  left join lateral (select m.at from ${s}.message m where m.conversation = t.id and m.opens
    and t.row->'desk'->'said'->>'status' <> 'open' and m.place > (t.row->'desk'->'said'->>'place')::bigint order by m.place limit 1) o on true
  left join lateral (select m.place from ${s}.message m where m.conversation = t.id and m.answers order by m.place desc limit 1) a on true
  left join lateral (select m.at from ${s}.message m where m.conversation = t.id and m.countable
    and m.place > greatest((t.row->'desk'->>'cleared')::bigint, a.place) order by m.place limit 1) w on true
  cross join lateral (select
    case when o.at is null then t.row->'desk'->'said'->>'status' else 'open' end as status,
    (t.row->'desk') || jsonb_build_object(
      'status', case when o.at is null then t.row->'desk'->'said'->>'status' else 'open' end,
      'statusAt', coalesce(o.at, (t.row->'desk'->'said'->>'at')::bigint),
      'statusBy', case when o.at is null then t.row->'desk'->'said'->>'by' else 'contact' end,
      'needsReplySince', w.at,
      'case', greatest((t.row->'desk'->>'case')::int,
        (exists (select from ${s}.message m where m.conversation = t.id and m.opens))::int)) as desk) k`

const COLUMNS = [
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
]

const saving = (s: string) => `
insert into ${s}.conversation (id, part, rev, row, channel, ${COLUMNS.join(', ')})
select t.id, t.part, t.rev,
       t.row || jsonb_build_object('lastAt', d.last_at, 'countable', d.countable, 'troubled', d.troubled, 'last', d.last, 'desk', d.desk),
       t.channel, d.last_at, (d.countable->>0)::bigint, d.desk->>'assignee', d.desk->>'team', d.status, d.needs_since,
       d.desk->'escalated' <> 'null', case when d.status = 'snoozed' then (d.desk->'said'->>'until')::bigint end,
       (t.row->>'lastUserMessageAt')::bigint, t.row->>'kind', t.row->'friend'->>'state',
       t.tag_keys::text[]
  from unnest($1::text[], $2::int[], $3::bigint[], $4::jsonb[], $5::text[], $6::text[]) t(id, part, rev, row, channel, tag_keys)
  cross join lateral (${derived(s)}) d
on conflict (id) do update set rev = excluded.rev, row = excluded.row, channel = excluded.channel,
  ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
returning id, row`

/** Sent after the messages of the batch, in the same transaction; answers with `Saved`, the rows as they are then. */
export function savingConversations(schema: string, changed: Changed[]): QueryConfig[] {
  if (changed.length === 0) return []
  const sorted = changed.toSorted((a, b) => (a.id < b.id ? -1 : 1)) // two transactions meet rows in the same order
  const statement = {
    name: `${schema}-save-conversation`,
    text: saving(schema),
    values: [
      arrayText(sorted.map(({ id }) => id)),
      arrayOf(sorted.map(({ part }) => part)),
      arrayOf(sorted.map(({ rev }) => rev)),
      arrayText(sorted.map(({ row }) => JSON.stringify(row))),
      arrayText(sorted.map(({ row }) => (row as ConversationRow).channel)),
      arrayText(sorted.map(({ row }) => arrayText(keysOf((row as ConversationRow).tags ?? [])))), // an array in each: unnest flattens
    ],
  }
  return [statement]
}
