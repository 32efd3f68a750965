// Fields of a conversation that follow from its messages, computed from the rows in the same transaction and never counted up:
// an unsend, an edit or an erasure needs no rule of its own, and a rebuild gives the same.
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Sql } from '../../db/pool.ts'

type Derived = Pick<ConversationRow, 'countable' | 'lastAt' | 'last' | 'troubled'>

const sql = (s: string) => `
select t.id, l.at as "lastAt", coalesce(u.places, '[]') as countable, f.n as troubled,
       case when l.id is null then null
            else jsonb_build_object('id', l.id, 'preview', l.row->'preview', 'direction', l.row->'direction', 'by', l.row->'by') end as last
  from unnest($1::text[]) t(id)
  left join lateral (select jsonb_agg(x.place) places from
    (select m.place from ${s}.message m where m.conversation = t.id and m.countable order by m.place desc limit 50) x) u on true
  left join lateral (select m.id, m.at, m.row from ${s}.message m where m.conversation = t.id and m.activity
    order by m.at desc, m.event desc limit 1) l on true
  left join lateral (select count(*)::int n from ${s}.message m where m.conversation = t.id and m.state in ('failed', 'unknown')) f on true`

/** By conversation; asked after the messages of the batch are saved. */
export async function derive(tx: Sql, schema: string, conversations: string[]): Promise<Map<string, Derived>> {
  if (conversations.length === 0) return new Map()
  const { rows } = await tx.query<Derived & { id: string }>({
    name: `${schema}-derive`,
    text: sql(schema),
    values: [conversations],
  })
  return new Map(rows.map(({ id, countable, lastAt, last, troubled }) => [id, { countable, lastAt, last, troubled }]))
}
