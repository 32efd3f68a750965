// Walks along time and looks into the pieces find the same, page by page: what a naive look at every row finds.
import { partitionOf } from '@madoguchi/contracts/ids'
import { fold } from '@madoguchi/contracts/search/fold'
import { wordsOf } from '@madoguchi/contracts/search/words'
import { SEARCH_KINDS, SEARCH_PAGE, SEARCH_SENDERS } from '@madoguchi/contracts/http/search'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../../db/transaction.ts'
import { dice } from '../../../projector/commit/history.fixture.ts'
import { openSchema } from '../../../search/schema.ts'
import { saving } from '../../../search/rows/save.ts'
import type { TextRow } from '../../../search/project/row.ts'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import type { Asked, SearchPlace } from './asked.ts'
import { createShares, type Shares } from './shares.ts'
import { findTexts, type Hit } from './texts.ts'

const ROWS = 6_000
const CHANNELS = ['a', 'b', 'c', 'd']
const SYLLABLES = ['請求', '書', 'を', 'ください', 'ありがとう', 'ナイ', '三', 'abc', ' ']
const AS = {
  inbound: { direction: 'inbound', said: true, edited: null },
  outbound: { direction: 'outbound', ask: 'x', state: 'sent', stopped: false },
  note: { direction: 'note', author: null, files: [] as string[] },
} as const
const DIRECTION = { contact: 'inbound', us: 'outbound', note: 'note' }

const { below, of, chance } = dice(42)
const rows: TextRow[] = Array.from({ length: ROWS }, (_, i) => ({
  noun: 'message',
  conversation: `${of(['a', 'a', 'a', 'b', 'c', 'd'])}:U${below(50)}`,
  id: `m${below(1_000_000)}.${i}`,
  at: 1_000 + below(2_000),
  kinds: [of(SEARCH_KINDS)],
  folded: fold(Array.from({ length: 1 + below(6) }, () => of(SYLLABLES)).join('')),
  gone: false,
  as: AS[of(['inbound', 'inbound', 'outbound', 'note'] as const)],
}))

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
  const changed = rows.map((row, rev) => ({ part: partitionOf(row.conversation), rev, row }))
  for (let from = 0; from < ROWS; from += 1_000)
    for (const statement of saving('search_v1', changed.slice(from, from + 1_000))) await database.pool.query(statement)
  await database.pool.query('analyze search_v1.message')
}, 60_000)
afterAll(() => database?.stop())

type Wish = Asked & { channels: string[] }

function naive({ words, channels, conversation, from, to, senders, kinds }: Wish): string[] {
  return rows
    .filter((row) => channels.includes(row.conversation.split(':')[0]!))
    .filter((row) => conversation === undefined || row.conversation === conversation)
    .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at < to))
    .filter(({ as }) => senders === undefined || senders.some((one) => DIRECTION[one] === as.direction))
    .filter((row) => kinds === undefined || row.kinds.some((kind) => kinds.includes(kind)))
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id)
}

async function paged(wish: Wish, shares: Shares): Promise<string[]> {
  const all: Hit[] = []
  let after: SearchPlace | null | undefined
  while (after !== null) {
    const page = await transaction(database.pool, (tx) => findTexts(tx, { ...wish, ...(after && { after }) }, shares))
    expect(page.hits.length).toBe(page.after === null ? page.hits.length : SEARCH_PAGE)
    all.push(...page.hits)
    after = page.after
  }
  return all.map(({ id }) => id)
}

const WALKS: Shares = { total: 1e9, of: () => 0.5 }
const SHORT: Shares = { total: 1e9, of: () => 0.9 }
const PIECES: Shares = { total: 1e9, of: () => 0 }

test('every wish is answered alike, whichever way it is looked for', { timeout: 120_000 }, async () => {
  let found = 0
  for (let i = 0; i < 40; i += 1) {
    const words = wordsOf(
      of(['請求', 'ありがとう', '書を', 'を ください', 'ない 三', 'bc', 'がとうあり', '請求 ありがとう ない']),
    )
    const wish: Wish = {
      words,
      names: false,
      texts: true,
      channels: of([CHANNELS, ['a'], ['b', 'c'], ['d']]),
      ...(chance(0.2) && { conversation: `a:U${below(50)}` }),
      ...(chance(0.3) && { from: 1_000 + below(2_000) }),
      ...(chance(0.3) && { to: 1_500 + below(2_000) }),
      ...(chance(0.3) && { senders: [of(SEARCH_SENDERS)] }),
      ...(chance(0.3) && { kinds: [of(SEARCH_KINDS), of(SEARCH_KINDS)] }),
    }
    const wanted = naive(wish)
    found += wanted.length
    for (const shares of [WALKS, SHORT, PIECES]) expect(await paged(wish, shares)).toEqual(wanted)
  }
  expect(found).toBeGreaterThan(2_000)
})

test('PostgreSQL’s statistics tell frequent pieces from rare ones, and are read once a minute', async () => {
  let now = 0
  const sharesOf = createShares({ now: () => now })
  const shares = await sharesOf(database.pool)
  expect(shares.total).toBe(ROWS)
  expect(shares.of(['とう'])).toBeGreaterThan(0.2)
  expect(shares.of(['とう', 'ぬけ'])).toBe(0)
  expect(await sharesOf(database.pool)).toBe(shares)
  now = 60_000
  expect(await sharesOf(database.pool)).not.toBe(shares)
})
