// Columns that follow from a conversation's messages, recomputed in the same transaction and never incremented: an unsend, an
// edit or an erasure needs no rule of its own, and a rebuild gives the same.
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Sql } from '../../db/pool.ts'

export type Derived = { id: string; part: number; rev: number; row: ConversationRow }

const sql = (s: string) => `
update ${s}.conversation c set row = c.row || d.derived, last_at = d.last_at, last_countable = d.last_countable from (
  select t.id, l.at as last_at, (u.places->>0)::bigint as last_countable,
         jsonb_build_object('countable', coalesce(u.places, '[]'), 'lastAt', l.at, 'troubled', f.n, 'last',
           case when l.id is null then null
                else jsonb_build_object('id', l.id, 'preview', l.row->'preview', 'direction', l.row->'direction', 'by', l.row->'by') end) as derived
    from unnest($1::text[]) t(id)
    left join lateral (select jsonb_agg(x.place order by x.place desc) places from
      (select m.place from ${s}.message m where m.conversation = t.id and m.countable order by m.place desc limit 50) x) u on true
    left join lateral (select m.id, m.at, m.row from ${s}.message m where m.conversation = t.id and m.activity
      order by m.at desc, m.event desc limit 1) l on true
    left join lateral (select count(*)::int n from ${s}.message m where m.conversation = t.id and m.state in ('failed', 'unknown')) f on true) d
 where c.id = d.id returning c.id, c.part, c.rev, c.row`

/** The conversations as they are afterwards. Rows are locked in order of id by the update before this one. */
export async function derive(tx: Sql, schema: string, conversations: string[]): Promise<Derived[]> {
  if (conversations.length === 0) return []
  const { rows } = await tx.query<Derived>({ name: `${schema}-derive`, text: sql(schema), values: [conversations] })
  return rows
}
