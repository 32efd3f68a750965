// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { createDrafts } from './drafts.ts'

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => vi.useRealTimers())

function desk(agent = 'aoi', answer: () => Promise<Ack> = async () => ({ ok: true })) {
  const left: unknown[] = []
  const saved: unknown[] = []
  const drafts = createDrafts({
    agent: () => agent,
    save(draft) {
      left.push(draft)
      return answer()
    },
    saved: (conversation, draft) => saved.push([conversation, draft?.text ?? null]),
  })
  return { drafts, left, saved }
}

test('a draft stands in the browser at once and on the server within a second of a pause', async () => {
  const { drafts, left, saved } = desk()
  drafts.set('c:1', 'h', false)
  drafts.set('c:1', 'hello', true)
  expect(drafts.local('c:1')).toMatchObject({ text: 'hello', notificationDisabled: true })
  expect(left).toEqual([])
  await vi.advanceTimersByTimeAsync(999)
  expect(left).toEqual([{ conversation: 'c:1', text: 'hello', notificationDisabled: true }])
  expect(saved).toEqual([['c:1', 'hello']])
  expect(drafts.local('c:1')).toBeNull()
})

test('it belongs to one agent and one conversation', async () => {
  desk('aoi').drafts.set('c:1', 'mine', false)
  expect(desk('aoi').drafts.local('c:2')).toBeNull()
  expect(desk('mika').drafts.local('c:1')).toBeNull()
  const { drafts, left } = desk('mika')
  drafts.flush()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(left).toEqual([])
})

test('what could not be saved stays and is saved by the next connection, also after a reload', async () => {
  const away = desk('aoi', () => Promise.reject(new Error('away')))
  away.drafts.set('c:1', 'kept', false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(away.saved).toEqual([])
  const back = desk('aoi')
  back.drafts.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(back.left).toEqual([{ conversation: 'c:1', text: 'kept', notificationDisabled: false }])
  expect(back.drafts.local('c:1')).toBeNull()
})

test('what is typed while a save is on its way is not lost to its answer', async () => {
  let answer: (ack: Ack) => void = () => {}
  const { drafts, left } = desk('aoi', () => new Promise<Ack>((done) => (answer = done)))
  drafts.set('c:1', 'first', false)
  await vi.advanceTimersByTimeAsync(1_000)
  drafts.set('c:1', 'first and second', false)
  answer({ ok: true })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(left.at(-1)).toMatchObject({ text: 'first and second' })
})

test('an emptied field clears the draft on the server', async () => {
  const { drafts, left, saved } = desk()
  drafts.set('c:1', '', false)
  expect(drafts.local('c:1')?.text).toBe('')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(left).toEqual([{ conversation: 'c:1', text: '', notificationDisabled: false }])
  expect(saved).toEqual([['c:1', null]])
})
