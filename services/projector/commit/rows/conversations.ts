// Conversations are saved last: fields that follow from their messages are computed from the rows in the same statement and never
// counted up. An unsend, an edit or an erasure needs no rule of its own, and a rebuild gives the same; whatever event may change one of
// them writes its conversation too, a member's profile among them.
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { QueryConfig } from 'pg'
import { arrayOf, arrayText } from '../../../db/arrayText.ts'
import type { Changed } from '../held.ts'

export type Saved = { id: string; row: ConversationRow }

const derived = (s: string) => `
select l.at as last_at, coalesce(u.places, '[]') as countable, f.n as troubled,
       case when l.id is null then null
            else jsonb_build_object('id', l.id, 'preview', l.row->'preview', 'direction', l.row->'direction', 'by', l.row->'by')
                 || case when w.name is null then '{}' else jsonb_build_object('name', w.name) end end as last
  from (select 1) one
  left join lateral (select jsonb_agg(x.place) places from
    (select m.place from ${s}.message m where m.conversation = t.id and m.countable order by m.place desc limit 50) x) u on true
  left join lateral (select m.id, m.at, m.row from ${s}.message m where m.conversation = t.id and m.activity
    order by m.at desc, m.event desc limit 1) l on true
  left join lateral (select w.row->>'name' as name from ${s}.member w
    where t.row->>'kind' in ('group', 'room') and l.row->'by'->>'kind' = 'contact' and w.id = t.id || '/' || (l.row->'by'->>'userId')) w on true
  left join lateral (select count(*)::int n from ${s}.message m where m.conversation = t.id and m.state in ('failed', 'unknown')) f on true`

const saving = (s: string) => `
insert into ${s}.conversation (id, part, rev, row, channel, last_at, last_countable)
select t.id, t.part, t.rev,
       t.row || jsonb_build_object('lastAt', d.last_at, 'countable', d.countable, 'troubled', d.troubled, 'last', d.last),
       t.channel, d.last_at, (d.countable->>0)::bigint
  from unnest($1::text[], $2::int[], $3::bigint[], $4::jsonb[], $5::text[]) t(id, part, rev, row, channel)
  cross join lateral (${derived(s)}) d
on conflict (id) do update set rev = excluded.rev, row = excluded.row, channel = excluded.channel,
  last_at = excluded.last_at, last_countable = excluded.last_countable
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
    ],
  }
  return [statement]
}
