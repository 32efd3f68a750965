import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ThreadWindow } from '@madoguchi/contracts/http/snapshot'
import { openDesk, type Desk } from '../../desk.fixture.ts'
import { makeReadModel, putConversation, putMessage } from '../../readModel.fixture.ts'

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
  await putMessage(pool, 'foreign', { conversation: `${desk.office}:Ulong`, at: 1, event: 'f' }, `${desk.office}:Ulong`)
})
afterAll(() => desk.stop())

const ask = (query: string) => desk.ask({ url: `/api/conversations/${encodeURIComponent(id)}/messages?${query}`, as })
async function page(query: string): Promise<{ ids: string[] } & Pick<ThreadWindow, 'before' | 'after'>> {
  const { status, body, text } = await ask(query)
  if (status !== 200) throw new Error(text)
  const { rows, before, after } = body as ThreadWindow
  return { ids: rows.map((row) => row.id).filter((one) => one !== 'gone'), before, after }
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
