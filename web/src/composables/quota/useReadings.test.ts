// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent } from 'vue'
import { QUOTA_MS } from '@madoguchi/contracts/http/line'
import { useChannels } from '../../stores/channels.ts'
import { useWorkspace, type ChannelItem } from '../../stores/workspace.ts'
import { useReadings } from './useReadings.ts'

let asked: string[]
let status: number
let shown: VueWrapper
let visibility: string
const told = (id: string, quotaEndedAt: number | null) => ({ id, quotaEndedAt, order: 0, name: id }) as ChannelItem

beforeEach(() => {
  vi.useFakeTimers()
  const pinia = createPinia()
  setActivePinia(pinia)
  asked = []
  status = 200
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility as DocumentVisibilityState)
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path.split('/')[3]!)
    const body = status === 200 ? { limit: 10, used: 1, at: Date.now() } : { code: 'line_unreachable', message: 'no' }
    return Response.json(body, { status })
  })
  useWorkspace().channels = new Map([
    ['c', told('c', null)],
    ['d', told('d', null)],
  ])
  useChannels().current = 'c'
  shown = mount(
    defineComponent(() => {
      useReadings()
      return () => null
    }),
    { global: { plugins: [pinia] } },
  )
})
afterEach(() => {
  shown.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const pass = async (ms: number) => {
  await flushPromises()
  await vi.advanceTimersByTimeAsync(ms)
  await flushPromises()
}
const look = async (state: 'visible' | 'hidden') => {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
  await flushPromises()
}

test('asked at once, then every five minutes; at once again when another channel is shown', async () => {
  await pass(0)
  expect(asked).toEqual(['c'])
  await pass(QUOTA_MS - 1_000)
  expect(asked).toEqual(['c'])
  await pass(1_000)
  expect(asked).toEqual(['c', 'c'])
  useChannels().current = 'd'
  await pass(0)
  expect(asked).toEqual(['c', 'c', 'd'])
  await pass(QUOTA_MS)
  expect(asked).toEqual(['c', 'c', 'd', 'd'])
})

test('asked at once when the channel tells that its quota ended, and when it is open again', async () => {
  await pass(0)
  const { channels } = useWorkspace()
  useWorkspace().channels = new Map(channels).set('c', told('c', 5))
  await pass(0)
  useWorkspace().channels = new Map(channels)
  await pass(0)
  expect(asked).toEqual(['c', 'c', 'c'])
})

test('nobody looks, nobody asks; who comes back after five minutes sees a fresh one', async () => {
  await pass(0)
  await look('hidden')
  await pass(3 * QUOTA_MS)
  expect(asked).toEqual(['c'])
  await look('visible')
  await pass(0)
  expect(asked).toEqual(['c', 'c'])
  await look('hidden')
  await look('visible')
  await pass(1_000)
  expect(asked).toEqual(['c', 'c'])
})

test('after a failure it is asked again before the five minutes are over', async () => {
  await pass(0)
  status = 502
  await pass(QUOTA_MS)
  status = 200
  expect(asked).toHaveLength(2)
  await pass(30_000)
  expect(asked).toHaveLength(3)
  await pass(QUOTA_MS - 1_000)
  expect(asked).toHaveLength(3)
})

test('once it is taken from the screen nothing is asked any more, not even after an answer that was on its way', async () => {
  shown.unmount()
  await pass(2 * QUOTA_MS)
  expect(asked).toEqual(['c'])
})
