import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../../../line/answer.ts'
import { lineThat, openDesk, type Desk } from '../desk.fixture.ts'

let desk: Desk
let viewer: string
const line: Record<string, Answer> = {
  quota: { kind: 'none', code: 'ECONNREFUSED' },
  quotaConsumption: { kind: 'answer', status: 200, body: { totalUsage: 3 } },
}
let asked = 0
beforeAll(async () => {
  desk = await openDesk({
    clients: lineThat(async (endpoint) => {
      asked += 1
      return line[endpoint]!
    }),
  })
  viewer = await desk.person('viewer', { [desk.shop]: ['viewer'] })
})
afterAll(() => desk.stop())

test('who may not see the channel learns nothing and asks nothing of LINE', async () => {
  expect(await desk.ask({ url: `/api/channels/${desk.shop}/quota` })).toMatchObject({ status: 401 })
  for (const id of [desk.office, 'none'])
    expect(await desk.ask({ url: `/api/channels/${id}/quota`, as: viewer })).toMatchObject({ status: 403 })
  const everywhere = await desk.person('everywhere', { '*': ['viewer'] })
  expect(await desk.ask({ url: '/api/channels/none/quota', as: everywhere })).toMatchObject({ status: 404 })
  expect(asked).toBe(0)
})

test('a viewer sees the month’s use; without any answer of LINE’s it is said that LINE could not be asked', async () => {
  const failed = await desk.ask({ url: `/api/channels/${desk.shop}/quota`, as: viewer })
  expect(failed).toMatchObject({ status: 502, body: { code: 'line_unreachable' } })
  line.quota = { kind: 'answer', status: 200, body: { type: 'limited', value: 10 } }
  await desk.directory.channels.setQuotaEnded(desk.office, 1)
  const all = await desk.person('all', { '*': ['viewer'] })
  const read = await desk.ask({ url: `/api/channels/${desk.office}/quota`, as: all })
  expect(read).toMatchObject({ status: 200, body: { limit: 10, used: 3, at: expect.any(Number) } })
})
