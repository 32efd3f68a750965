// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { DRAFT_FORM_MAX } from '@madoguchi/contracts/socket/up'
import { createDrafts } from './drafts.ts'

const of = (text: string, notificationDisabled = false, form = '') => ({ text, notificationDisabled, form })

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
  drafts.set('c:1', of('h'))
  drafts.set('c:1', of('hello', true, '{"quote":1}'))
  expect(drafts.local('c:1')).toMatchObject(of('hello', true, '{"quote":1}'))
  expect(left).toEqual([])
  await vi.advanceTimersByTimeAsync(999)
  expect(left).toEqual([{ conversation: 'c:1', ...of('hello', true, '{"quote":1}') }])
  expect(saved).toEqual([['c:1', 'hello']])
  expect(drafts.local('c:1')).toBeNull()
})

test('a draft that was sent is gone from the server at once, without a pause: the page may close now', async () => {
  const { drafts, left } = desk()
  drafts.set('c:1', of('hello'))
  drafts.set('c:1', of(''))
  await vi.advanceTimersByTimeAsync(0)
  expect(left).toEqual([{ conversation: 'c:1', ...of('') }])
})

test('it belongs to one agent and one conversation', async () => {
  desk('aoi').drafts.set('c:1', of('mine'))
  expect(desk('aoi').drafts.local('c:2')).toBeNull()
  expect(desk('mika').drafts.local('c:1')).toBeNull()
  const { drafts, left } = desk('mika')
  drafts.flush()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(left).toEqual([])
})

test('what could not be saved stays and is saved by the next connection, also after a reload', async () => {
  const away = desk('aoi', () => Promise.reject(new Error('away')))
  away.drafts.set('c:1', of('kept'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(away.saved).toEqual([])
  const back = desk('aoi')
  back.drafts.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(back.left).toEqual([{ conversation: 'c:1', ...of('kept') }])
  expect(back.drafts.local('c:1')).toBeNull()
})

test('what is typed while a save is on its way is not lost to its answer', async () => {
  let answer: (ack: Ack) => void = () => {}
  const { drafts, left } = desk('aoi', () => new Promise<Ack>((done) => (answer = done)))
  drafts.set('c:1', of('first'))
  await vi.advanceTimersByTimeAsync(1_000)
  drafts.set('c:1', of('first and second'))
  answer({ ok: true })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(left.at(-1)).toMatchObject({ text: 'first and second' })
})

test('an emptied field clears the draft on the server', async () => {
  const { drafts, left, saved } = desk()
  drafts.set('c:1', of(''))
  expect(drafts.local('c:1')?.text).toBe('')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(left).toEqual([{ conversation: 'c:1', ...of('') }])
  expect(saved).toEqual([['c:1', null]])
})

test('a form without words is a draft as well', async () => {
  const { drafts, saved } = desk()
  drafts.set('c:1', of('', false, '{"form":1}'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved).toEqual([['c:1', '']])
})

test('what this browser has no room for still reaches the server, and nothing older comes back', async () => {
  const { drafts, left } = desk()
  drafts.set('c:1', of('older'))
  const room = localStorage
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => room.getItem(key),
    removeItem: (key: string) => room.removeItem(key),
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
  })
  expect(drafts.set('c:1', of('newer'))).toBe(false)
  vi.unstubAllGlobals()
  expect(drafts.local('c:1')).toMatchObject({ text: 'newer' })
  expect(desk().drafts.local('c:1')).toBeNull()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(left).toEqual([{ conversation: 'c:1', ...of('newer') }])
  expect(drafts.local('c:1')).toBeNull()
})

test('more than the server takes is said to be too much', () => {
  const { drafts } = desk()
  expect(drafts.set('c:1', of('', false, 'x'.repeat(DRAFT_FORM_MAX)))).toBe(true)
  expect(drafts.set('c:1', of('', false, 'x'.repeat(DRAFT_FORM_MAX + 1)))).toBe(false)
})
