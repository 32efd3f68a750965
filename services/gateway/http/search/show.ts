// Hits as they are shown: through the rows of the screen, so that what was erased, or says something else by now, is not told, however far
// the index is behind.
import type { TextHit } from '@madoguchi/contracts/http/search'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { saidInBody } from '@madoguchi/contracts/search/said'
import { snippetOf } from '@madoguchi/contracts/search/snippet'
import type { Sql } from '../../../db/pool.ts'
import type { Hit } from './texts.ts'

type Shown = { id: string; row: MessageRow; name: string | null; picture: string | null; member: string | null }

export async function showTexts(sql: Sql, hits: Hit[], words: string[]): Promise<TextHit[]> {
  if (hits.length === 0) return []
  const { rows } = await sql.query<Shown>(
    `select m.id, m.row, coalesce(c.row->>'ourName', c.row->>'name') as name, c.row->>'pictureUrl' as picture, p.row->>'name' as member
       from unnest($1::text[], $2::text[]) with ordinality h(id, conversation, n)
       join rm.message m on m.id = h.id and m.conversation = h.conversation and m.row is not null
       left join rm.conversation c on c.id = h.conversation
       left join rm.member p on p.id = h.conversation || '/' || (m.row->'by'->>'userId')
      order by h.n`,
    [hits.map(({ id }) => id), hits.map(({ conversation }) => conversation)],
  )
  return rows.flatMap((one) => hitOf(one, words) ?? [])
}

function hitOf({ id, row, name, picture, member }: Shown, words: string[]): TextHit | null {
  const { conversation, channel, direction, at, by, body } = row
  const snippet = snippetOf(saidInBody(body).text, words)
  if (snippet === null || direction === 'system') return null
  return {
    message: id,
    conversation,
    channel,
    conversationName: name,
    pictureUrl: picture,
    direction,
    by: by.kind === 'agent' ? by.id : by.kind === 'contact' ? member : null,
    at,
    snippet,
  }
}
