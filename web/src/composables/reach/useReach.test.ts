// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, nextTick, shallowRef } from 'vue'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { WINDOW_MS } from '@madoguchi/contracts/row/reach'
import { closedOf } from '../composer/closed.ts'
import { useReach } from './useReach.ts'

const NOW = Date.parse('2026-11-16T00:00:00+09:00')
const DAY = 86_400_000
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

const person = {
  kind: 'user',
  mode: { value: 'active', at: 0 },
  lastUserMessageAt: null,
  lastFollowAt: null,
  lastUnfollowAt: null,
  lastJoinAt: null,
  lastLeaveAt: null,
} as unknown as ConversationRow

function open(first: Partial<ConversationRow>) {
  const row = shallowRef<ConversationRow | null>({ ...person, ...first })
  let reachable!: ReturnType<typeof useReach>
  const shown = mount(
    defineComponent(() => {
      reachable = useReach(() => row.value)
      return () => reachable.value?.words.key
    }),
  )
  const closed = () =>
    closedOf({ conversation: row.value!, reach: reachable.value!.reach, mayWrite: true, archived: false })?.text ?? null
  const happens = (change: Partial<ConversationRow>) => (row.value = { ...row.value!, ...change })
  return { shown, words: () => reachable.value!.words, closed, happens }
}

test('seven days run out within a second, without an event: closed for who is no friend, in doubt for who is unknown', async () => {
  const wrote = NOW - WINDOW_MS + 5_000
  const left = open({ lastUnfollowAt: wrote - DAY, lastUserMessageAt: wrote })
  const stranger = open({ lastUserMessageAt: wrote })
  expect(left.words()).toMatchObject({ tone: 'warn', key: 'until', left: { unit: 'minutes', m: 0, s: 5 } })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(left.words()).toMatchObject({ left: { m: 0, s: 3 } })
  await vi.advanceTimersByTimeAsync(2_000)
  expect([left.closed(), stranger.closed()]).toEqual([null, null])
  await vi.advanceTimersByTimeAsync(2_000)
  expect([left.closed(), stranger.closed()]).toEqual(['window_over', null])
  expect(stranger.words()).toEqual({ tone: 'warn', key: 'uncertain', left: null })
  left.happens({ lastFollowAt: NOW })
  await nextTick()
  expect(left.closed()).toBeNull()
  left.shown.unmount()
  stranger.shown.unmount()
})

test('the end of the seven days between two ticks of the clock closes at that moment, and once nobody looks no timer is left', async () => {
  const left = open({ lastUnfollowAt: NOW - WINDOW_MS - DAY, lastUserMessageAt: NOW - WINDOW_MS + 2_400 })
  await vi.advanceTimersByTimeAsync(2_399)
  expect(left.closed()).toBeNull()
  await vi.advanceTimersByTimeAsync(1)
  expect(left.closed()).toBe('window_over')
  left.shown.unmount()
  const gone = open({ lastUnfollowAt: NOW - WINDOW_MS - DAY, lastUserMessageAt: NOW - WINDOW_MS + 60_000 })
  gone.shown.unmount()
  expect(vi.getTimerCount()).toBe(0)
})

test('blocked, unblocked, taken over and handed back: closed and open as soon as the row says so', async () => {
  const { shown, closed, happens } = open({ lastFollowAt: NOW - 2 * DAY, lastUserMessageAt: NOW - DAY })
  const said: (string | null)[] = [closed()]
  for (const change of [
    { lastUnfollowAt: NOW - 1_000 },
    { lastFollowAt: NOW },
    { mode: { value: 'standby', at: NOW } },
    { mode: { value: 'active', at: NOW + 1 } },
  ]) {
    happens(change)
    await nextTick()
    said.push(closed())
  }
  expect(said).toEqual([null, 'blockedSince', null, 'standby', null])
  shown.unmount()
})

test('a group is closed while the account is out of it', async () => {
  const { shown, closed, happens } = open({ kind: 'group', lastJoinAt: NOW - DAY })
  happens({ lastLeaveAt: NOW })
  await nextTick()
  expect(closed()).toBe('left')
  happens({ lastJoinAt: NOW + 1 })
  await nextTick()
  expect(closed()).toBeNull()
  shown.unmount()
})
