import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ThreadWindow } from '@madoguchi/contracts/http/snapshot'
import { openDesk, type Desk } from '../../desk.fixture.ts'
import { makeReadModel, putConversation, putMessage } from '../../readModel.fixture.ts'
import { NAMED } from './window.ts'

let desk: Desk
let as: string
let id: string
/** In the order of the timeline: three in each millisecond, told apart by their event. */
const all = Array.from({ length: 60 }, (_, i) => ({
  id: `m${String(i).padStart(2, '0')}`,
  at: 1_000 + Math.floor(i / 3),
  event: `e${i % 3}`,
}))

beforeAll(async () => {
  desk = await openDesk()
  as = await desk.person('aoi', { [desk.shop]: ['viewer'] })
  id = `${desk.shop}:Ulong`
  const { pool } = desk.database
  await makeReadModel(pool)
  for (const channel of [desk.shop, desk.office])
    await putConversation(pool, `${channel}:Ulong`, { channel, kind: 'user', lastAt: 5_000 })
  for (const { id: item, at, event } of all.toReversed())
    await putMessage(pool, item, { conversation: id, at, event }, id)
  const gone = { conversation: id, at: 1_005, event: 'e9', body: { kind: 'deleted' } }
  await putMessage(pool, 'gone', gone, id)
  await putMessage(pool, 'ours', { conversation: id, at: 1_015, event: 'e8' }, id, ['461', '462'])
  await putMessage(pool, 'gone-ours', { ...gone, event: 'e7' }, id, ['463'])
  const elsewhere = `${desk.shop}:Uother`
  await putMessage(pool, 'another', { conversation: elsewhere, at: 1, event: 'f' }, elsewhere, ['464'])
  await putMessage(pool, 'foreign', { conversation: `${desk.office}:Ulong`, at: 1, event: 'f' }, `${desk.office}:Ulong`)
})
afterAll(() => desk.stop())

/** Not of the sixty. */
const EXTRA = ['gone', 'gone-ours', 'ours']
const ask = (query: string) => desk.ask({ url: `/api/conversations/${encodeURIComponent(id)}/messages?${query}`, as })
async function page(query: string): Promise<{ ids: string[] } & Pick<ThreadWindow, 'before' | 'after'>> {
  const { status, body, text } = await ask(query)
  if (status !== 200) throw new Error(text)
  const { rows, before, after } = body as ThreadWindow
  return { ids: rows.map((row) => row.id).filter((one) => !EXTRA.includes(one)), before, after }
}
const ids = (from: number, to: number) => all.slice(from, to).map((one) => one.id)

test('around an item it stands in the middle, and from its edges the whole thread is read, each item once', async () => {
  const window = await page('around=m30&limit=10')
  expect(window.ids).toEqual(ids(25, 35))
  let seen = window.ids
  for (let { after } = window; after !== null;) {
    const newer = await page(`after=${after}&limit=7`)
    ;[seen, after] = [[...seen, ...newer.ids], newer.after]
  }
  for (let { before } = window; before !== null;) {
    const older = await page(`before=${before}&limit=7`)
    ;[seen, before] = [[...older.ids, ...seen], older.before]
  }
  expect(seen).toEqual(ids(0, 60))
})

test('at either end that edge is closed', async () => {
  expect(await page('around=m00&limit=10')).toMatchObject({ ids: ids(0, 5), before: null, after: expect.any(String) })
  expect(await page('around=m59&limit=10')).toMatchObject({ ids: ids(54, 60), before: expect.any(String), after: null })
})

test('a moment leads to the first item from then on, or to the last there is', async () => {
  expect((await page('at=1010&limit=2')).ids).toEqual(ids(29, 31))
  expect((await page('at=0&limit=2')).ids).toEqual(ids(0, 1))
  expect(await page('at=99999&limit=2')).toMatchObject({ ids: ids(58, 60), after: null })
})

test('what we sent is found by each of LINE’s ids of it too, and the answer says which row it is; nothing of another conversation', async () => {
  const found = async (item: string) => (await ask(`around=${encodeURIComponent(item)}&limit=10`)).body as ThreadWindow
  expect((await found('m30')).item).toBe('m30')
  for (const item of [`${desk.shop}:461`, `${desk.shop}:462`, 'ours']) {
    const window = await found(item)
    expect(window.item).toBe('ours')
    expect(window.rows[5]!.id).toBe('ours')
  }
  expect((await ask('at=1010')).body).not.toHaveProperty('item')
  const none = ['461', `${desk.shop}:46`, `${desk.shop}:`, `${desk.shop}:463`, `${desk.shop}:464`, `${desk.office}:461`]
  for (const item of none) expect(await ask(`around=${encodeURIComponent(item)}`), item).toMatchObject({ status: 404 })
})

test('in a thread of twenty thousand sent ones it is a step in an index', async () => {
  const { pool } = desk.database
  const long = `${desk.shop}:Usent`
  await pool.query(
    `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers, line_ids)
     select 'bulk' || n, 0, 0, jsonb_build_object('at', n, 'event', 'e'), $1, n, 'e', n, false, true, false, true, jsonb_build_array('9' || n)
       from generate_series(1, 20000) n`,
    [long],
  )
  await pool.query('vacuum analyze inbox_v1.message')
  type Plan = { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }
  const explained = `explain (analyze, buffers, format json) ${NAMED}`
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explained, [long, '99000'])
  const { Plan } = rows[0]!['QUERY PLAN'][0]
  expect(Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']).toBeLessThan(20)
})

test('what is not there, is deleted, or stands in another conversation is 404; what is no place is 400 and named', async () => {
  for (const item of ['nothing', 'gone', 'foreign'])
    expect(await ask(`around=${item}`)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  for (const [query, field] of [
    ['around=', 'around'],
    ['around=%00', 'around'],
    ['around=a&around=b', 'around'],
    ['at=yesterday', 'at'],
    ['at=-1', 'at'],
    ['after=x', 'after'],
    ['before=x', 'before'],
  ] as const)
    expect(await ask(query)).toMatchObject({ status: 400, body: { field } })
  const office = encodeURIComponent(`${desk.office}:Ulong`)
  expect((await desk.ask({ url: `/api/conversations/${office}/messages?around=foreign`, as })).status).toBe(403)
})
