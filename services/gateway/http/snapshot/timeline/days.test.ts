import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type Desk } from '../../desk.fixture.ts'
import { makeReadModel, putConversation, putMessage } from '../../readModel.fixture.ts'
import { startsOf } from './days.ts'

let desk: Desk
let as: string
let id: string

beforeAll(async () => {
  desk = await openDesk()
  as = await desk.person('aoi', { [desk.shop]: ['viewer'] })
  id = `${desk.shop}:Udays`
  const { pool } = desk.database
  await makeReadModel(pool)
  await putConversation(pool, id, { channel: desk.shop, kind: 'user', lastAt: 1 })
  const said = [
    '2026-05-01T00:00:00+09:00',
    '2026-05-01T12:00:00+09:00',
    '2026-05-17T23:59:59+09:00',
    '2026-06-01T00:00:00+09:00',
  ]
  for (const [i, at] of said.entries())
    await putMessage(pool, `m${i}`, { conversation: id, at: Date.parse(at), event: `e${i}` }, id)
})
afterAll(() => desk.stop())

const ask = (query: string, of = id) =>
  desk.ask({ url: `/api/conversations/${encodeURIComponent(of)}/days?${query}`, as })

test('days with talk, as the asker’s calendar counts them', async () => {
  expect((await ask('month=2026-05&zone=Asia/Tokyo')).body).toEqual({ days: [1, 17] })
  expect((await ask('month=2026-05&zone=UTC')).body).toEqual({ days: [1, 17, 31] })
  expect((await ask('month=2026-04&zone=UTC')).body).toEqual({ days: [30] })
  expect((await ask('month=2026-03&zone=UTC')).body).toEqual({ days: [] })
})

test('what is no month and no zone is 400 and named; a channel without a right is 403', async () => {
  for (const [query, field] of [
    ['', 'month'],
    ['month=2026-13&zone=UTC', 'month'],
    ['month=2026-5&zone=UTC', 'month'],
    ['month=2026-05&month=2026-06&zone=UTC', 'month'],
    ['month=2026-05', 'zone'],
    ['month=2026-05&zone=Mars/Olympus', 'zone'],
    ['month=2026-05&zone=%00', 'zone'],
  ] as const)
    expect(await ask(query), query).toMatchObject({ status: 400, body: { field } })
  expect((await ask('month=2026-05&zone=UTC', `${desk.office}:Udays`)).status).toBe(403)
})

test('days of 23 and 25 hours and a midnight that is skipped begin where that day begins there', () => {
  const hours = (month: string, zone: string) => {
    const starts = startsOf({ month, zone })
    return starts.slice(1).map((at, i) => (at - starts[i]!) / 3_600_000)
  }
  expect(hours('2026-03', 'Europe/Berlin').indexOf(23)).toBe(28)
  expect(hours('2026-10', 'Europe/Berlin').indexOf(25)).toBe(24)
  // Cairo sets its clocks forward at midnight: 24 April 2026 begins at 01:00.
  const cairo = startsOf({ month: '2026-04', zone: 'Africa/Cairo' })
  expect(new Date(cairo[23]!).toISOString()).toBe('2026-04-23T22:00:00.000Z')
  expect(startsOf({ month: '2026-02', zone: 'Asia/Tokyo' })).toHaveLength(29)
})
