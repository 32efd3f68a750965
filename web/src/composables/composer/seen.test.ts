import { expect, test } from 'vitest'
import type { TimelineItem } from '../timeline/item.ts'
import { seenIn } from './seen.ts'

const item = (id: string, at: number, place: number, more: object = {}) =>
  ({ id, event: id, at, place, ...more }) as TimelineItem

test('it is the newest in the timeline of what has been read, whatever came in which order', () => {
  const items = [item('late', 5, 30), item('a', 10, 10), item('b', 20, 20), item('unread', 30, 40)]
  expect(seenIn(items, 20)).toEqual({ at: 20, event: 'b' })
  expect(seenIn(items, 30)).toEqual({ at: 20, event: 'b' })
  expect(seenIn([item('x', 20, 1), item('y', 20, 2)], 2)).toEqual({ at: 20, event: 'y' })
})

test('who has read nothing has seen nothing; what waits or has not left is not looked at', () => {
  expect(seenIn([item('a', 10, 10)], undefined)).toBeNull()
  expect(seenIn([], 10)).toBeNull()
  const waiting = item('w', 99, 1, { delivery: { state: 'scheduled' } })
  const pending = item('p', 99, 1, { outbox: {} })
  expect(seenIn([item('a', 10, 1), waiting, pending], 5)).toEqual({ at: 10, event: 'a' })
})
