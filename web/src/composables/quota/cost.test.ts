import { expect, test } from 'vitest'
import type { Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import { byAgent, item } from '../timeline/build.fixture.ts'
import { costOf } from './cost.ts'
import { peopleOf, pushesSince } from './pushes.ts'

const NOW = 1_000_000
const known = { windowMs: 30_000, people: 1, now: NOW }
const wrote = (ago: number, more: Partial<MessageRow> = {}) => item(NOW - ago, more)
const ours = (ago: number, delivery: Partial<Delivery>) =>
  item(NOW - ago, {
    ...byAgent('aoi'),
    delivery: {
      state: 'sent',
      notificationDisabled: false,
      askedAt: NOW - ago,
      ask: 'a',
      stateAt: NOW - ago,
      ...delivery,
    },
  })
const pill = (kind: 'follow' | 'unfollow'): Partial<MessageRow> => ({
  direction: 'system',
  countable: false,
  body: kind === 'follow' ? { kind, unblocked: false } : { kind },
})
const FREE = (leftMs: number) => ({ free: true, leftMs, ofMs: 30_000 })
const COUNTED = { free: false, people: 1 }

test('a reply is free while the customer’s newest message is younger than the channel’s window, and not a moment longer', () => {
  expect(costOf({ ...known, items: [wrote(90_000), wrote(12_000)] })).toEqual(FREE(18_000))
  expect(costOf({ ...known, items: [wrote(29_999)] })).toEqual(FREE(1))
  expect(costOf({ ...known, items: [wrote(30_000)] })).toEqual(COUNTED)
  expect(costOf({ ...known, items: [] })).toEqual(COUNTED)
})

test('a channel that always pushes has no free reply; a group counts its members', () => {
  expect(costOf({ ...known, windowMs: 0, items: [wrote(0)] })).toEqual(COUNTED)
  expect(costOf({ ...known, items: [], people: 12 })).toEqual({ free: false, people: 12 })
  expect(costOf({ ...known, items: [], people: null })).toEqual({ free: false, people: null })
})

test('adding the account as a friend can be answered for free, blocking it cannot', () => {
  expect(costOf({ ...known, items: [wrote(1_000, pill('follow'))] })).toEqual(FREE(29_000))
  expect(costOf({ ...known, items: [wrote(1_000, pill('unfollow'))] })).toEqual(COUNTED)
})

test('each message can be answered for free once, the newest first', () => {
  const two = [wrote(20_000), wrote(10_000)]
  expect(costOf({ ...known, items: [...two, ours(5_000, { via: 'reply' })] })).toEqual(FREE(10_000))
  expect(
    costOf({ ...known, items: [...two, ours(5_000, { via: 'reply' }), ours(4_000, { state: 'queued' })] }),
  ).toEqual(COUNTED)
  expect(costOf({ ...known, items: [wrote(20_000), ours(15_000, { via: 'reply' }), wrote(10_000)] })).toEqual(
    FREE(20_000),
  )
})

test('what was pushed or failed before LINE was called has spent no free reply; what this browser still holds will', () => {
  expect(costOf({ ...known, items: [wrote(9_000), ours(5_000, { via: 'push' })] })).toEqual(FREE(21_000))
  expect(costOf({ ...known, items: [wrote(9_000), ours(5_000, { state: 'failed' })] })).toEqual(FREE(21_000))
  const command = { id: 'o', conversation: 'c:U1', messages: [], notificationDisabled: false, at: NOW }
  const held = (state: 'pending' | 'refused') => ({ ...item(NOW, byAgent('aoi')), outbox: { ...command, state } })
  expect(costOf({ ...known, items: [wrote(9_000), held('pending')] })).toEqual(COUNTED)
  expect(costOf({ ...known, items: [wrote(9_000), held('refused')] })).toEqual(FREE(21_000))
})

test('pushes since a reading are those LINE took after it, by members; replies and what waits are none', () => {
  const items = [
    ours(3_000_000, { via: 'push', stateAt: NOW }),
    ours(60_000, { via: 'push' }),
    ours(9_000, { via: 'push', stateAt: NOW - 4_000 }),
    ours(8_000, { via: 'reply' }),
    ours(7_000, { state: 'queued' }),
    wrote(6_000),
  ]
  const found = [...pushesSince(items, { kind: 'group', memberCount: 12 }, NOW - 10_000).values()]
  expect(found).toEqual([{ channel: 'c', at: NOW - 4_000, people: 12 }])
  expect(peopleOf({ kind: 'user', memberCount: null })).toBe(1)
  expect(peopleOf({ kind: 'room', memberCount: null })).toBe(1)
})
