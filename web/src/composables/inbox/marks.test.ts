import { expect, test } from 'vitest'
import { unreadOf } from '@madoguchi/contracts/row/unread'
import { readPlace, unreadFrom, unreadPlace } from './marks.ts'

const ROW = { countable: [9, 7, 4, 0] }

test('marked read nothing is unread; marked unread one is', () => {
  expect(unreadOf(ROW, readPlace(ROW)!, undefined)).toBe(0)
  expect(unreadOf(ROW, unreadPlace(ROW, undefined)!, undefined)).toBe(1)
  expect(unreadPlace({ countable: [0] }, undefined)).toBe(-1)
})

test('from an item on, it and all after it are unread', () => {
  expect(unreadOf(ROW, unreadFrom({ countable: true, place: 7 })!, undefined)).toBe(2)
  expect(unreadFrom({ countable: false, place: 7 })).toBeNull()
})

test('where nothing counts, or only from before access was given, there is nothing to mark', () => {
  expect([readPlace({ countable: [] }), unreadPlace({ countable: [] }, undefined)]).toEqual([null, null])
  expect(unreadPlace(ROW, 10)).toBeNull()
  expect(unreadPlace(ROW, 9)).toBe(8)
})
