// Where words stand in texts, newest first. A frequent word is found by walking along the order of time, a rare one by its pieces; a walk that
// did not find enough tells that the words are rare together, and the rest is found by the pieces.
import { SEARCH_PAGE, type SearchSender } from '@madoguchi/contracts/http/search'
import { gramsOf, TEXT_GRAMS } from '@madoguchi/contracts/search/words'
import type { Sql } from '../../../db/pool.ts'
import type { Asked, SearchPlace } from './asked.ts'
import type { Shares } from './shares.ts'

export type Hit = { conversation: string; id: string; at: number }
/** `after`: where the next page begins; null = nothing is left. */
export type Hits = { hits: Hit[]; after: SearchPlace | null }

/** `channels`: those that may be seen. */
type Wish = Asked & { channels: string[] }
type Bind = (value: unknown) => string

/** One more than the page: whether there is a next one. */
const WANTED = SEARCH_PAGE + 1
/** Rows of a walk, over all channels. At 20,000 a walk takes some 50 ms. */
const [WALK_LEAST, WALK_MOST] = [1_000, 20_000]

export async function findTexts(sql: Sql, wish: Wish, shares: Shares): Promise<Hits> {
  const share = shares.of(gramsOf(wish.words.join(' '), TEXT_GRAMS))
  // A row found by its pieces costs what a row of the walk costs, and of these it takes a page's worth by the share.
  const walks = wish.conversation === undefined && share * shares.total > WANTED / share
  const walked = walks ? await walk(sql, wish, Math.ceil((4 * WANTED) / share)) : { hits: [], rest: wish }
  const left = WANTED - walked.hits.length
  const rest = walked.rest === null || left === 0 ? [] : await byPieces(sql, walked.rest, left)
  const hits = [...walked.hits, ...rest]
  const last = hits[SEARCH_PAGE - 1]
  return { hits: hits.slice(0, SEARCH_PAGE), after: hits.length > SEARCH_PAGE ? { at: last!.at, id: last!.id } : null }
}

/** `rest`: what is behind the last row of the walk; null = nothing is. */
async function walk(sql: Sql, wish: Wish, rows: number): Promise<{ hits: Hit[]; rest: Wish | null }> {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const most = Math.min(WALK_MOST, Math.max(WALK_LEAST, rows))
  const each = Math.max(WALK_LEAST / 2, Math.ceil(most / wish.channels.length))
  const n = wish.channels.length === 1 ? most : each
  const { rows: found } = await sql.query<Partial<Hit> & { walked: number; last_at: number; last_id: string }>(
    `with walked as materialized (
       select w.* from unnest(${bind(wish.channels)}::text[]) c(channel) cross join lateral (
         select s.conversation, s.id, s.at, s.direction, s.kinds, s.folded from rm.search_message s
          where ${and(['s.channel = c.channel', 'not s.gone', ...within(wish, bind)])}
          order by s.at desc, s.id desc limit ${n}) w
        order by w.at desc, w.id desc limit ${n}),
     last as (select at, id from walked order by at, id limit 1)
     select h.conversation, h.id, h.at, (select count(*)::int from walked) as walked, last.at as last_at, last.id as last_id
       from last left join lateral (select * from walked s where ${and(saying(wish, bind))}
        order by s.at desc, s.id desc limit ${WANTED}) h on true order by h.at desc, h.id desc`,
    values,
  )
  const end = found[0]
  const hits = found.filter((row): row is typeof row & Hit => row.id !== null).map(hitOf)
  if (end === undefined || end.walked < n) return { hits, rest: null }
  return { hits, rest: { ...wish, after: { at: end.last_at, id: end.last_id } } }
}

async function byPieces(sql: Sql, wish: Wish, limit: number): Promise<Hit[]> {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const { conversation, channels, words } = wish
  const where = [
    `s.channel = any(${bind(channels)}::text[])`,
    ...(conversation === undefined ? [] : [`s.conversation = ${bind(conversation)}`]),
  ]
  const pieces = `s.grams @> ${bind(gramsOf(words.join(' '), TEXT_GRAMS))}::text[]`
  // Materialized: with the order inside, a planner that errs walks along all there is.
  const { rows } = await sql.query<Hit>(
    `with found as materialized (select s.conversation, s.id, s.at from rm.search_message s
        where ${and([pieces, 'not s.gone', ...where, ...within(wish, bind), ...saying(wish, bind)])})
     select * from found order by at desc, id desc limit ${limit}`,
    values,
  )
  return rows.map(hitOf)
}

const hitOf = ({ conversation, id, at }: Hit): Hit => ({ conversation, id, at })
const and = (conditions: string[]): string => conditions.join(' and ')

const DIRECTIONS: Record<SearchSender, string> = { contact: 'inbound', us: 'outbound', note: 'note' }

function within({ from, to, after }: Wish, bind: Bind): string[] {
  return [
    ...(from === undefined ? [] : [`s.at >= ${bind(from)}::bigint`]),
    ...(to === undefined ? [] : [`s.at < ${bind(to)}::bigint`]),
    ...(after === undefined ? [] : [`(s.at, s.id) < (${bind(after.at)}::bigint, ${bind(after.id)}::text)`]),
  ]
}

function saying({ words, senders, kinds }: Wish, bind: Bind): string[] {
  return [
    ...words.map((word) => `strpos(s.folded, ${bind(word)}::text) > 0`),
    ...(senders === undefined ? [] : [`s.direction = any(${bind(senders.map((one) => DIRECTIONS[one]))}::text[])`]),
    ...(kinds === undefined ? [] : [`s.kinds && ${bind(kinds)}::text[]`]),
  ]
}
