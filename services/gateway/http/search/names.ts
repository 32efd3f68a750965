// Whose name or LINE id it is, those who wrote last first. Shown by the row of the list: what the index has not yet learned is left out.
import type { NameHit } from '@madoguchi/contracts/http/search'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { snippetOf } from '@madoguchi/contracts/search/snippet'
import { gramsOf } from '@madoguchi/contracts/search/words'
import type { Sql } from '../../../db/pool.ts'

type Wish = { words: string[]; channels: string[]; conversation?: string }
type Found = { id: string; row: ConversationRow }

const NAMES = 20
/** Of a name that half the town has, not every bearer is sorted. */
const LOOKED_AT = 5_000
/** LINE's ids: a letter and 32 digits, whole or by their beginning. */
const LINE_ID = /^([ucr])([0-9a-f]{4,32})$/

export async function findNames(sql: Sql, wish: Wish): Promise<NameHit[]> {
  const byId = await byLineId(sql, wish)
  const byName = await named(sql, wish)
  const hits = [...byId.map((one) => lineIdHit(one, wish)), ...byName.map((one) => nameHit(one, wish))]
  return hits.filter((hit) => hit !== null).slice(0, NAMES)
}

async function named(sql: Sql, { words, channels, conversation }: Wish): Promise<Found[]> {
  const grams = [...new Set(words.flatMap((word) => gramsOf(word, [Array.from(word).length > 1 ? 2 : 1])))]
  const { rows } = await sql.query<Found>(
    `with found as materialized (select n.id from rm.search_name n
        where n.grams @> $1::text[] and n.channel = any($2::text[]) and ($3::text is null or n.id = $3)
          and not exists (select from unnest($4::text[]) w where strpos(n.folded, w) = 0) limit ${LOOKED_AT})
     select c.id, c.row from found join rm.conversation c using (id) where c.row is not null
      order by c.last_at desc nulls last, c.id limit ${NAMES}`,
    [grams, channels, conversation ?? null, words],
  )
  return rows
}

async function byLineId(sql: Sql, { words, channels, conversation }: Wish): Promise<Found[]> {
  const [, letter, digits] = (words.length === 1 && LINE_ID.exec(words[0]!)) || []
  if (letter === undefined) return []
  const { rows } = await sql.query<Found>(
    `select c.id, c.row from unnest($1::text[]) as of(channel) cross join lateral (
       select c.id, c.row, c.last_at from rm.conversation c
        where c.id >= of.channel || ':' || $2 and c.id < of.channel || ':' || $2 || 'g' and c.row is not null
          and ($3::text is null or c.id = $3) limit ${NAMES}) c
      order by c.last_at desc nulls last, c.id limit ${NAMES}`,
    [channels, letter.toUpperCase() + digits, conversation ?? null],
  )
  return rows
}

const shown = ({ id, row: { channel, kind, name, ourName, pictureUrl } }: Found) => ({
  conversation: id,
  channel,
  kind,
  name: ourName ?? name,
  pictureUrl,
})

function lineIdHit(found: Found, { words }: Wish): NameHit | null {
  const snippet = snippetOf(found.row.lineId ?? '', words)
  return snippet && { ...shown(found), field: 'lineId', snippet }
}

/** By what it is shown with first, then LINE's name, then a tag; words that stand in several of them are shown side by side. */
function nameHit(found: Found, { words }: Wish): NameHit | null {
  const { name, ourName, tags = [] } = found.row
  const told = ourName === undefined ? [] : [name ?? '']
  const ways: [NameHit['field'], string][] = [
    ['name', ourName ?? name ?? ''],
    ...told.map((one): [NameHit['field'], string] => ['lineName', one]),
    ...tags.map((tag): [NameHit['field'], string] => ['tag', tag]),
    ['tag', [ourName ?? name ?? '', ...told, ...tags].join(' · ')],
  ]
  for (const [field, text] of ways) {
    const snippet = snippetOf(text, words)
    if (snippet !== null) return { ...shown(found), field, snippet }
  }
  return null
}
