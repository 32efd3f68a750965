// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { QuotaReading } from '@madoguchi/contracts/http/line'
import type { Pushed } from '../composables/quota/usage.ts'
import { useQuota } from './quota.ts'
import { useWorkspace, type ChannelItem } from './workspace.ts'

const NOW = Date.parse('2026-11-16T00:00:00+09:00')
const reading: QuotaReading = { limit: 1_000, used: 600, at: NOW }
let answers: (() => Response)[]
let asked: string[]

beforeEach(() => {
  setActivePinia(createPinia())
  answers = []
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answers.shift()!()
  })
})
afterEach(() => vi.unstubAllGlobals())

const says = (body: unknown, status = 200) => answers.push(() => Response.json(body, { status }))
const pushed = (id: string, at: number, people = 1): Map<string, Pushed> =>
  new Map([[id, { channel: 'c', at, people }]])

test('a reading is asked for once by all who ask at once, and each channel has its own', async () => {
  says(reading)
  says({ ...reading, limit: null })
  const quota = useQuota()
  expect(quota.usage('c', NOW)).toBeNull()
  await Promise.all([quota.load('c'), quota.load('c'), quota.load('d')])
  expect(asked).toEqual(['/api/channels/c/quota', '/api/channels/d/quota'])
  expect(quota.usage('c', NOW)).toMatchObject({ limit: 1_000, used: 600, about: false })
  expect(quota.usage('d', NOW)).toMatchObject({ limit: null, used: 600 })
})

test('what leaves is added once, however often it is told, and is in LINE’s count after the next reading', async () => {
  says(reading)
  const quota = useQuota()
  await quota.load('c')
  quota.pushed('c', pushed('m1', NOW + 1_000))
  quota.pushed('c', new Map([...pushed('m1', NOW + 1_000), ...pushed('m2', NOW + 9_000, 12)]))
  expect(quota.usage('c', NOW)).toMatchObject({ used: 613, about: true })
  says({ ...reading, used: 601, at: NOW + 5_000 })
  await quota.load('c')
  expect(quota.usage('c', NOW)).toMatchObject({ used: 613, about: true })
  says({ ...reading, used: 613, at: NOW + 60_000 })
  await quota.load('c')
  expect(quota.usage('c', NOW)).toMatchObject({ used: 613, about: false })
})

test('when LINE cannot be asked the last reading stands and the failure is known, until an answer comes', async () => {
  says(reading)
  const quota = useQuota()
  await quota.load('c')
  says({ code: 'line_unreachable', message: 'no' }, 502)
  await quota.load('c')
  expect(quota.of('c').error).toMatchObject({ status: 502, code: 'line_unreachable' })
  expect(quota.usage('c', NOW)).toMatchObject({ used: 600 })
  says(reading)
  await quota.load('c')
  expect(quota.of('c').error).toBeNull()
})

test('the end is what the channel tells, or the reading, and a push that LINE took since proves the reading old', async () => {
  says({ ...reading, used: 1_000 })
  const quota = useQuota()
  await quota.load('c')
  expect(quota.ended('c', NOW)).toMatchObject({ limit: 1_000 })
  quota.pushed('c', pushed('m', NOW + 1))
  expect(quota.ended('c', NOW)).toBeNull()
  useWorkspace().channels = new Map([['c', { id: 'c', quotaEndedAt: NOW } as ChannelItem]])
  expect(quota.ended('c', NOW)).toMatchObject({ until: Date.parse('2026-12-01T00:00:00+09:00') })
})
