import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { expect, test } from 'vitest'
import { factsOf } from './facts.ts'

const event = (type: string, at: number, more: object = {}, key = 'shop:Uaoi'): Envelope => ({
  id: `${type}${at}`,
  type,
  v: 1,
  key,
  at,
  by: 'line',
  data: { source: { type: 'user', userId: 'Uaoi' }, mode: 'active', ...more },
})

test('any order of events gives the same facts', () => {
  const events = [
    event('line.follow', 1),
    event('line.message', 5),
    event('line.message', 3),
    event('line.unfollow', 4, { mode: 'standby' }),
  ]
  const facts = factsOf(events)
  expect(facts.get('shop:Uaoi')).toEqual({
    kind: 'user',
    lineId: 'Uaoi',
    mode: { value: 'active', at: 5 },
    lastUserMessageAt: 5,
    lastFollowAt: 1,
    lastUnfollowAt: 4,
    lastJoinAt: null,
    lastLeaveAt: null,
  })
  expect(factsOf(events.toReversed())).toEqual(facts)
})

test('groups, rooms and people without an id are told apart', () => {
  const source = (given: object, key: string) => factsOf([event('line.message', 1, { source: given }, key)]).get(key)
  expect(source({ type: 'group', groupId: 'C1', userId: 'U1' }, 'shop:C1')).toMatchObject({
    kind: 'group',
    lineId: 'C1',
  })
  expect(source({ type: 'room', roomId: 'R1' }, 'shop:R1')).toMatchObject({ kind: 'room', lineId: 'R1' })
  expect(source({ type: 'user' }, 'shop:?')).toMatchObject({ kind: 'unidentified', lineId: null })
  const long = 'U'.repeat(300)
  expect(source({ type: 'user', userId: long }, 'shop:xhash')).toMatchObject({ kind: 'user', lineId: long })
})

test('channels and the workspace are no conversations, and our own facts say nothing of reachability', () => {
  const events = [
    event('line.delivery', 1, {}, 'shop:-'),
    event('message.queued', 2),
    event('template.saved', 3, {}, '-:template'),
  ]
  expect(factsOf(events).size).toBe(0)
  expect(factsOf([{ ...event('line.message', 4), data: null }]).get('shop:Uaoi')).toMatchObject({ lineId: 'Uaoi' })
})
