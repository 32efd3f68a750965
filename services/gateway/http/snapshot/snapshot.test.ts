import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationId, partitionOf } from '@madoguchi/contracts/ids'
import type { ListPage, Thread, ThreadPage } from '@madoguchi/contracts/http/snapshot'
import { transaction } from '../../../db/transaction.ts'
import { SYSTEM } from '../../../directory/audit.ts'
import { openSchema, point } from '../../../projector/schema.ts'
import { openDesk, type Desk } from '../desk.fixture.ts'
import { makeReadModel, putCheckpoint, putConversation, putConversations, putMessage } from '../readModel.fixture.ts'
import { listQuery } from './list/query.ts'

let desk: Desk
let as: string
beforeAll(async () => {
  desk = await openDesk({ requestsAMinute: 1_000_000 })
  as = await desk.person('aoi', { '*': ['admin'] })
})
afterAll(() => desk.stop())

async function get<T>(url: string): Promise<T> {
  const answer = await desk.ask({ url, as })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}
const path = (id: string) => encodeURIComponent(id)

test('before any projector has run, views say that they are being made', async () => {
  const answer = await desk.ask({ url: `/api/channels/${desk.shop}/conversations`, as })
  expect(answer).toMatchObject({ status: 503, body: { code: 'starting' } })
  await makeReadModel(desk.database.pool)
  expect(await get(`/api/channels/${desk.shop}/conversations`)).toEqual({
    v: 1,
    cursor: Object.fromEntries(Array.from({ length: 12 }, (_, part) => [part, 0])),
    rows: [],
    after: null,
  })
})

test('the workspace is colleagues and the channels one may see, with the directory’s cursor', async () => {
  const mika = await desk.person('mika', { [desk.office]: ['viewer'] })
  const answer = await desk.ask({ url: '/api/workspace', as: mika })
  const { v, cursor, rows } = answer.body as {
    v: number
    cursor: unknown
    rows: { noun: string; id: string; part: number }[]
  }
  expect({ v, cursor }).toEqual({ v: 0, cursor: { '-1': desk.directory.rev() } })
  expect(rows.filter(({ noun }) => noun === 'channel').map(({ id }) => id)).toEqual([desk.office])
  expect(rows.filter(({ noun }) => noun === 'agent')).toHaveLength(2)
  expect(new Set(rows.map(({ part }) => part))).toEqual(new Set([-1]))
})

test('a channel’s row is as new as the rights by which it is seen, so that one given back replaces one taken away', async () => {
  const again = await desk.person('again', { [desk.office]: ['viewer'] })
  const { id } = desk.directory.agents.all().find(({ name }) => name === 'again')!
  const grant = { channel: desk.office, role: 'viewer' as const }
  await desk.directory.agents.revoke(id, grant, SYSTEM)
  const taken = desk.directory.rev() - 1
  await desk.directory.agents.grant(id, grant, SYSTEM)
  const { rows } = (await desk.ask({ url: '/api/workspace', as: again })).body as {
    rows: { id: string; rev: number }[]
  }
  expect(rows.find((row) => row.id === desk.office)!.rev).toBeGreaterThan(taken)
})

test('pages over a thousand conversations with ties and nulls are total, in order and without gap', async () => {
  const { pool } = desk.database
  // 40 share a time by fives, 300 have none; deleted and foreign ones lie between.
  const all = Array.from({ length: 1_000 }, (_, i) => ({
    id: `${desk.shop}:U${String((i * 7919) % 1_000).padStart(4, '0')}`,
    lastAt: i % 10 < 3 ? null : 1_000_000 + Math.floor(i / 40) * 5,
  }))
  await putConversations(pool, desk.shop, all)
  for (let i = 0; i < 50; i++) {
    await putConversation(pool, `${desk.office}:U${i}`, { channel: desk.office, lastAt: 1_000_000 + i })
    await putConversation(pool, `${desk.shop}:deleted${i}`, null)
  }
  const expected = all.toSorted((a, b) => (b.lastAt ?? -1) - (a.lastAt ?? -1) || (a.id < b.id ? -1 : 1))
  for (const limit of [undefined, 1, 7, 100]) {
    const seen: string[] = []
    let after: string | null = null
    do {
      const query = new URLSearchParams({ ...(limit ? { limit: String(limit) } : {}), ...(after ? { after } : {}) })
      const page: ListPage = await get(`/api/channels/${desk.shop}/conversations?${query.toString()}`)
      expect(page.rows.length).toBeLessThanOrEqual(limit ?? 25)
      seen.push(...page.rows.map(({ id }) => id))
      after = page.after
    } while (after !== null && seen.length < (limit === 1 ? 120 : 2_000))
    expect(seen).toEqual(expected.map(({ id }) => id).slice(0, limit === 1 ? 120 : undefined))
  }
}, 60_000)

type Plan = { 'Relation Name'?: string; 'Actual Rows': number; 'Rows Removed by Filter'?: number; Plans?: Plan[] }
const rowsRead = (plan: Plan): number =>
  (plan['Relation Name'] ? plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) : 0) +
  (plan.Plans ?? []).reduce((sum, below) => sum + rowsRead(below), 0)

test('a later page costs what the first one costs: each is read along the index', async () => {
  const { pool } = desk.database
  await pool.query('vacuum analyze inbox_v1.conversation')
  const places = [
    undefined,
    { lastAt: 1_000_060, id: `${desk.shop}:U0500`, needsReplySince: null },
    { lastAt: null, id: `${desk.shop}:U0500`, needsReplySince: null },
  ]
  for (const after of places) {
    const { sql, values } = listQuery({
      channel: desk.shop,
      filter: { view: 'all' },
      asker: { agent: 'mika', teams: [], now: 0 },
      limit: 25,
      after,
    })
    const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (analyze, format json) ${sql}`,
      values,
    )
    expect(rowsRead(rows[0]!['QUERY PLAN'][0]!.Plan)).toBeLessThanOrEqual(3 * 26)
  }
})

test('a wrong cursor or limit is 400 and names the field, never SQL', async () => {
  const list = `/api/channels/${desk.shop}/conversations`
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const wrong = [
    'x',
    encode({}),
    encode([1]),
    encode(['1', `${desk.shop}:U1`]),
    encode([1.5, `${desk.shop}:U1`]),
    encode([1e300, `${desk.shop}:U1`]),
    encode([null, `${desk.office}:U1`]),
    encode([null, `${desk.shop}:${'x'.repeat(600)}`]),
    encode([null, `${desk.shop}:\0`]),
  ]
  for (const after of wrong)
    expect(await desk.ask({ url: `${list}?after=${after}`, as })).toMatchObject({
      status: 400,
      body: { code: 'malformed', field: 'after' },
    })
  expect(await desk.ask({ url: `${list}?after=a&after=b`, as })).toMatchObject({
    status: 400,
    body: { field: 'after' },
  })
  for (const limit of ['0', '101', '-1', '1.5', 'ten', ''])
    expect(await desk.ask({ url: `${list}?limit=${limit}`, as })).toMatchObject({
      status: 400,
      body: { field: 'limit' },
    })
  const thread = `/api/conversations/${path(`${desk.shop}:U0001`)}/messages`
  for (const before of ['x', encode(['1', 'e']), encode([1, 2]), encode([null, 'e']), encode([1, ''])])
    expect(await desk.ask({ url: `${thread}?before=${before}`, as })).toMatchObject({
      status: 400,
      body: { field: 'before' },
    })
})

test('a thread opens with its latest messages, oldest first, and goes back page by page to its beginning', async () => {
  const { pool } = desk.database
  const id = `${desk.shop}:Uthread`
  await putConversation(pool, id, { channel: desk.shop, kind: 'user', lastAt: 5_000 })
  await pool.query(
    `insert into inbox_v1.contact (id, part, rev, row, channel, user_id) values ($1, $2, 0, '{"name":"Sakura"}', $3, 'Uthread')`,
    [id, partitionOf(id), desk.shop],
  )
  // By threes in one millisecond; event ids order those byte-wise, 'B' before 'a'.
  const events = Array.from({ length: 130 }, (_, i) => ({
    at: 1_000 + Math.floor(i / 3),
    event: 'BaC'[i % 3] + String(i).padStart(3, '0'),
  }))
  for (const { at, event } of events) await putMessage(pool, `m-${event}`, { conversation: id, at, event }, id)
  await putMessage(pool, 'deleted', null, id)
  await putCheckpoint(pool, partitionOf(id), 77)
  const expected = events
    .toSorted((a, b) => a.at - b.at || (a.event < b.event ? -1 : 1))
    .map(({ event }) => `m-${event}`)

  const thread: Thread = await get(`/api/conversations/${path(id)}`)
  expect(thread).toMatchObject({ v: 1, cursor: { [partitionOf(id)]: 77 } })
  expect(Object.keys(thread.cursor)).toHaveLength(1)
  expect(thread.rows.slice(0, 2).map(({ noun, id }) => [noun, id])).toEqual([
    ['conversation', id],
    ['contact', id],
  ])
  let seen = thread.rows.slice(2).map(({ id }) => id)
  expect(seen).toEqual(expected.slice(-50))
  let { before } = thread
  while (before !== null) {
    const page: ThreadPage = await get(`/api/conversations/${path(id)}/messages?before=${before}`)
    seen = [...page.rows.map(({ id }) => id), ...seen]
    before = page.before
  }
  expect(seen).toEqual(expected)
})

test('a group opens with the members known', async () => {
  const { pool } = desk.database
  const id = `${desk.shop}:Cgroup`
  await putConversation(pool, id, { channel: desk.shop, kind: 'group', lastAt: 1 })
  for (const user of ['Ub', 'Ua'])
    await pool.query(
      `insert into inbox_v1.member (id, part, rev, row, conversation, user_id) values ($1, $2, 0, '{}', $3, $4)`,
      [`${id}/${user}`, partitionOf(id), id, user],
    )
  const thread: Thread = await get(`/api/conversations/${path(id)}`)
  expect(thread.rows.map(({ noun, id }) => `${noun} ${id}`)).toEqual([
    `conversation ${id}`,
    `member ${id}/Ua`,
    `member ${id}/Ub`,
  ])
})

test('a LINE id leads to its conversation, long ones too; without one it is 404', async () => {
  const { pool } = desk.database
  for (const lineId of ['Usource', 'U'.repeat(260)]) {
    const id = conversationId(desk.shop, { userId: lineId })
    await putConversation(pool, id, { channel: desk.shop, lastAt: 1 })
    expect(await get(`/api/channels/${desk.shop}/sources/${lineId}`)).toEqual({ conversation: id })
  }
  expect(await desk.ask({ url: `/api/channels/${desk.shop}/sources/Unobody`, as })).toMatchObject({ status: 404 })
})

test('rows and cursor are of one moment while a projector commits', async () => {
  const { pool } = desk.database
  const channel = desk.office
  const part = 3
  await pool.query('delete from inbox_v1.conversation where channel = $1', [channel])
  await putCheckpoint(pool, part, 0)
  const writer = { done: false }
  const writing = (async () => {
    for (let rev = 0; rev < 90; rev++)
      await transaction(pool, async (tx) => {
        await tx.query(
          `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at, status, escalated, kind, friend)
           values ($1, $2, $3, '{}', $4, $3, 'resolved', false, 'user', 'unknown')`,
          [`${channel}:W${rev}`, part, rev, channel],
        )
        await tx.query("update checkpoint set next = $1 where reader = 'inbox_v1' and part = $2", [rev + 1, part])
      })
    writer.done = true
  })()
  const torn: [number, number][] = []
  let reads = 0
  while (!writer.done) {
    const page: ListPage = await get(`/api/channels/${channel}/conversations?limit=100`)
    if (page.rows.length !== page.cursor[part]) torn.push([page.rows.length, page.cursor[part]!])
    reads += 1
  }
  await writing
  expect(torn).toEqual([])
  expect(reads).toBeGreaterThan(5)
})

const isDeadlock = (error: { code?: string }) => {
  if (error.code !== '40P01') throw error
  return false
}

test('a swap of the projection never shows one version’s rows under another’s number', async () => {
  const { pool } = desk.database
  await openSchema(pool, 2)
  await pool.query('delete from inbox_v1.conversation where channel = $1', [desk.office])
  for (const v of [1, 2])
    await pool.query(
      `insert into inbox_v${v}.conversation (id, part, rev, row, channel, last_at, status, escalated, kind, friend)
       values ($1, 3, 0, $2, $3, 1, 'resolved', false, 'user', 'unknown')`,
      [`${desk.office}:V`, JSON.stringify({ name: `v${v}` }), desk.office],
    )
  const swap = (v: number) => transaction(pool, (tx) => point(tx, v))
  const writer = { done: false }
  const swapping = (async () => {
    // The swap repeats as well when it is the one sent off.
    for (let i = 0; i < 20; i++) while (!(await swap(i % 2 ? 1 : 2).then(() => true, isDeadlock))) continue
    writer.done = true
  })()
  const seen = new Set<string>()
  while (!writer.done) {
    const page: ListPage = await get(`/api/channels/${desk.office}/conversations`)
    seen.add(`${page.v} ${(page.rows[0]!.row as { name: string }).name}`)
  }
  await swapping
  expect([...seen].sort()).toEqual(['1 v1', '2 v2'])
}, 60_000)
