// A page costs the same wherever it is, and the counts cost what a glance may cost: 100,000 conversations in one channel.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNT_MAX } from '@madoguchi/contracts/http/snapshot'
import { DEFAULT_NOTIFY, DEFAULT_RULES, NOTIFY_RULES } from '@madoguchi/contracts/notify/rule'
import { SORTS, VIEWS, type ListFilter } from '@madoguchi/contracts/row/listFilter'
import type { TagFilter } from '@madoguchi/contracts/row/tagFilter'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { patient } from '../../../../db/timed.ts'
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts'
import { conversationAt } from '../../../rows.fixture.ts'
import { makeReadModel } from '../../readModel.fixture.ts'
import { BADGE, badgeValues } from './badge.ts'
import { countsQuery } from './counts.ts'
import type { ListPlace } from './place.ts'
import { listQuery } from './query.ts'
import type { Asker } from './where.ts'

const N = 100_000
const PAGE = 25
const asker: Asker = { agent: 'mika', teams: ['night'], now: 1_000_000 }
let database: TestDatabase

/**
 * A desk of some age: nearly all is resolved and read, 2 % is open, half of it without an assignee, and one in ten of what is open waits
 * for an answer. One in three bears a tag, some of them one that is rare. The latest stand at the end.
 */
beforeAll(async () => {
  database = await openTestDatabase()
  const { pool } = database
  await makeReadModel(pool)
  const model = conversationAt('shop:U1', 1, { friend: { state: 'friend', since: 1 } }).row as ConversationRow
  await pool.query(
    patient(
      `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at, last_countable, assignee, team, status, needs_since,
         escalated, last_user_at, kind, friend, tag_keys)
       select 'shop:U' || lpad(i::text, 6, '0'), i % 12, i, $1::jsonb || jsonb_build_object('lastAt', i, 'filler', repeat(md5(i::text), 20)),
              'shop', case when i % 1000 = 0 then null else i / 3 end, i,
              case when i % 100 = 0 then 'mika' when i % 100 < 50 then 'agent' || i % 40 end,
              case when i % 200 = 1 then 'night' end, case when i % 50 = 1 then 'open' when i % 500 = 2 then 'snoozed' else 'resolved' end,
              case when i % 500 = 1 then i end, i % 5000 = 1, i, 'user', 'friend',
              case when i % 500 = 3 then '{vip,"new customer"}' when i % 1000 = 6 then '{old,vip}' when i % 3 = 0 then '{"new customer"}'
                   else '{}' end::text[]
         from generate_series(1, ${N}) i`,
      [JSON.stringify(model)],
    ),
  )
  await pool.query(
    `insert into reading (agent, conversation, read_to, at, connection)
     select 'mika', 'shop:U' || lpad(i::text, 6, '0'), i, 0, '' from generate_series(1, ${N}) i where i % 3000 <> 0`,
  )
  await pool.query(
    `insert into inbox_v1.notice (id, part, rev, row, conversation, agent, at)
     select 'n' || i, 0, 0, '{"kind":"mention"}', 'shop:U' || lpad((i * 900)::text, 6, '0'), 'mika', i from generate_series(1, 40) i`,
  )
  await pool.query(patient('vacuum analyze'))
}, 120_000)
afterAll(() => database.stop())

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}
const read = (plan: Plan): number =>
  (plan['Relation Name'] === 'conversation'
    ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    : 0) + (plan.Plans ?? []).reduce((sum, below) => sum + read(below), 0)

async function rowsRead({ sql, values }: { sql: string; values: unknown[] }): Promise<number> {
  const { rows } = await database.pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, format json) ${sql}`,
    values,
  )
  return read(rows[0]!['QUERY PLAN'][0]!.Plan)
}

/** What waits for an answer is few and may be sorted as a whole; a team's, too, where one asks for several. */
const FEW = 600

test('a page of any view in any order reads a page’s worth, at the top, in the middle and in the last rows', async () => {
  const places: (ListPlace | undefined)[] = [
    undefined,
    { id: 'shop:U050001', lastAt: 16_667, needsReplySince: null },
    { id: 'shop:U050001', lastAt: 16_667, needsReplySince: 50_001 },
    { id: 'shop:U099000', lastAt: null, needsReplySince: null },
  ]
  const dear: unknown[] = []
  for (const view of VIEWS)
    for (const sort of SORTS)
      for (const after of places) {
        const reader = view === 'unread' ? { ...asker, agent: 'rin' } : asker
        const rows = await rowsRead(
          listQuery({ channel: 'shop', filter: { view, sort }, asker: reader, limit: PAGE, after }),
        )
        if (rows > FEW) dear.push({ view, sort, after, rows })
      }
  expect(dear).toEqual([])
}, 60_000)

test('so does a page of what bears a tag: one that many bear along the list, a rare one and a combination by their own', async () => {
  const asked: TagFilter[] = [
    { which: 'any', names: ['New customer'] },
    { which: 'any', names: ['VIP'] },
    { which: 'any', names: ['VIP', 'new customer'] },
    { which: 'all', names: ['vip', 'new customer'] },
    { which: 'all', names: ['vip', 'old'] },
    { which: 'any', names: ['nobody’s'] },
    { which: 'all', names: ['vip', 'nobody’s'] },
    { which: 'none', names: ['new customer'] },
    { which: 'none', names: ['vip', 'old'] },
  ]
  const dear: unknown[] = []
  for (const tags of asked)
    for (const sort of SORTS)
      for (const view of ['all', 'resolved', 'mine'] as const) {
        const filter: ListFilter = { view, sort, tags }
        const rows = await rowsRead(listQuery({ channel: 'shop', filter, asker, limit: PAGE, after: undefined }))
        if (rows > FEW) dear.push({ filter, rows })
      }
  expect(dear).toEqual([])
}, 60_000)

test('all counts together read no more than they count, twice over', async () => {
  const rows = await rowsRead(
    countsQuery({ channel: 'shop', asker: { ...asker, agent: 'rin' }, saved: [], wanted: undefined }),
  )
  expect(rows).toBeLessThanOrEqual(2 * VIEWS.length * COUNT_MAX)
})

test('the badge reads one’s own and what waits, not the channel', async () => {
  const ways = NOTIFY_RULES.map((badge) => ({ ...DEFAULT_NOTIFY, rules: { '*': { ...DEFAULT_RULES, badge } } }))
  for (const notify of ways) {
    const values = badgeValues({ agent: 'mika', teams: ['night'], channels: ['shop', 'office'], notify })
    expect(await rowsRead({ sql: BADGE, values }), notify.rules['*']?.badge).toBeLessThanOrEqual(5 * COUNT_MAX)
  }
})
