import { beforeEach, expect, test } from 'vitest'
import { QUOTA_MS } from '@madoguchi/contracts/http/line'
import type { Channel } from '../../../directory/channel.ts'
import type { Answer } from '../../../line/answer.ts'
import { lineThat } from '../desk.fixture.ts'
import { createQuotaReadings, SILENT_MS } from './quotaReadings.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

const shop: Channel = {
  id: 'shop',
  name: 'Shop',
  lineChannelId: '1',
  botUserId: 'U1',
  secrets: ['secret'],
  token: { kind: 'stateless' },
  replyWindow: 30,
  state: 'active',
  quotaEndedAt: null,
  desk: DESK_RULES,
}
const said = (body: unknown, status = 200): Answer => ({ kind: 'answer', status, body })
const silent: Answer = { kind: 'none', code: 'ECONNREFUSED' }

let now: number
let line: Record<string, Answer>
let calls: string[]
let readings: ReturnType<typeof createQuotaReadings>
beforeEach(() => {
  now = 1_000_000
  calls = []
  line = { quota: said({ type: 'limited', value: 5_000 }), quotaConsumption: said({ totalUsage: 3_842 }) }
  const clients = lineThat(async (endpoint) => {
    calls.push(endpoint)
    return line[endpoint]!
  })
  readings = createQuotaReadings({ clients, now: () => now })
})
const read = async (channel = shop) => (await readings(channel)).reading

test('a reading is LINE’s limit and count with the time; no limit is unlimited', async () => {
  expect(await read()).toEqual({ limit: 5_000, used: 3_842, at: now })
  line.quota = said({ type: 'none' })
  expect(await read({ ...shop, id: 'other' })).toEqual({ limit: null, used: 3_842, at: now })
})

test('all who ask at once ask LINE once, and again only after five minutes; each channel by itself', async () => {
  const first = await Promise.all([read(), read(), read()])
  expect(calls).toEqual(['quota', 'quotaConsumption'])
  line.quotaConsumption = said({ totalUsage: 4_000 })
  now += QUOTA_MS - 1
  expect(await read()).toEqual(first[0])
  await read({ ...shop, id: 'other' })
  expect(calls).toHaveLength(4)
  now += 1
  expect(await read()).toEqual({ limit: 5_000, used: 4_000, at: now })
})

test('when the channel tells that its quota ended, or is open again, LINE is asked at once', async () => {
  await read()
  line.quotaConsumption = said({ totalUsage: 5_000 })
  const ended = { ...shop, quotaEndedAt: now }
  expect(await read(ended)).toMatchObject({ used: 5_000 })
  await read(ended)
  expect(calls).toHaveLength(4)
  line.quota = said({ type: 'limited', value: 9_000 })
  expect(await read()).toMatchObject({ limit: 9_000 })
})

test('while LINE is silent the last reading stands with its time, and LINE is asked again after a little while', async () => {
  const before = await read()
  now += QUOTA_MS
  line.quota = silent
  expect(await readings(shop)).toMatchObject({ reading: before, why: 'ECONNREFUSED' })
  line.quota = said({ type: 'limited', value: 6_000 })
  expect(await read()).toEqual(before)
  now += SILENT_MS
  expect(await read()).toEqual({ limit: 6_000, used: 3_842, at: now })
})

test('half an answer, or one that is not understood, is no reading', async () => {
  for (const [quota, used] of [
    [said({ type: 'limited', value: 5_000 }), silent],
    [said({ type: 'limited' }), said({ totalUsage: 1 })],
    [said({ type: 'weekly', value: 5 }), said({ totalUsage: 1 })],
    [said({ type: 'none' }), said({ totalUsage: '1' })],
    [said({ message: 'no' }, 429), said({ totalUsage: 1 })],
  ] as const) {
    Object.assign(line, { quota, quotaConsumption: used })
    const { reading, why } = await readings({ ...shop, id: `shop ${calls.length}` })
    expect(reading).toBeNull()
    expect(why).toEqual(expect.any(String))
  }
})
