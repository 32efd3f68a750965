// Fetches are slowed down by address, apart from the agents' requests.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type Desk } from '../desk.fixture.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ fetchesAMinute: 3 })
})
afterAll(() => desk.stop())

test('who guesses is slowed down, others are not, and the console goes on', async () => {
  const as = await desk.person('mika', { [desk.shop]: ['agent'] })
  const guess = (address: string) => desk.ask({ url: `/m/${'1'.repeat(40)}`, address })
  for (let i = 0; i < 3; i++) expect((await guess('203.0.113.1')).status).toBe(404)
  expect(await guess('203.0.113.1')).toMatchObject({ status: 429, body: { code: 'too_many', limit: 3 } })
  expect((await guess('203.0.113.2')).status).toBe(404)
  expect((await desk.ask({ url: '/api/session', as, address: '203.0.113.1' })).status).toBe(200)
})
