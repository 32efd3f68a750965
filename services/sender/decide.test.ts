import { expect, test } from 'vitest'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import { AGENTS } from './channels.fixture.ts'
import { decide } from './decide.ts'
import type { Claimed } from './outbound/claim.ts'
import type { Facts } from './reading/facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const now = Date.UTC(2026, 10, 24)

const facts: Facts = {
  kind: 'user',
  lineId: 'Uaoi',
  mode: { value: 'active', at: now - DAY },
  lastUserMessageAt: now - MINUTE,
  lastFollowAt: now - DAY,
  lastUnfollowAt: null,
  lastJoinAt: null,
  lastLeaveAt: null,
}
const claimed: Claimed = {
  id: 'm1',
  conversation: 'shop:Uaoi',
  attempt: 1,
  tries: 1,
  first: true,
  interrupted: false,
  via: null,
  inDoubt: false,
  cancelAsked: false,
  body: { messages: [{ type: 'text', text: 'hi' }], notificationDisabled: false },
  author: 'mika',
  assignee: null,
  askedAgeMs: 5,
  firstTryAgeMs: 0,
  retryUntil: now + 23 * HOUR,
  facts,
  leaseEnds: 30_000,
}
const channel = { state: 'active' as const, replyWindow: 30, desk: DESK_RULES }
const of = (more: Partial<Claimed>, given: typeof channel | undefined = channel) =>
  decide({ claimed: { ...claimed, ...more }, channel: given, agents: AGENTS, now })
const ofFacts = (more: Partial<Facts>) => of({ facts: { ...facts, ...more } })
const failed = (reason: string) => ({ do: 'end', result: { state: 'failed', data: { message: 'm1', reason } } })

test('a first attempt may be a free reply; every later one, and any with a window of 0, is a push', () => {
  expect(of({})).toEqual({ do: 'reply', to: 'Uaoi', windowMs: 30_000 })
  expect(of({ first: false })).toEqual({ do: 'push', to: 'Uaoi' })
  expect(of({}, { ...channel, replyWindow: 0 })).toEqual({ do: 'push', to: 'Uaoi' })
})

test('who cannot be reached is not tried', () => {
  expect(ofFacts({ mode: { value: 'standby', at: now } })).toEqual(failed('standby'))
  expect(ofFacts({ lastUnfollowAt: now })).toEqual(failed('blocked'))
  expect(ofFacts({ kind: 'unidentified', lineId: null })).toEqual(failed('unidentified'))
  expect(ofFacts({ kind: 'group', lineId: 'C1', lastJoinAt: now - DAY, lastLeaveAt: now })).toEqual(failed('left'))
  const stranger = { lastFollowAt: now - 30 * DAY, lastUnfollowAt: now - 20 * DAY }
  expect(ofFacts({ ...stranger, lastUserMessageAt: now - 7 * DAY + MINUTE })).toMatchObject({ to: 'Uaoi' })
  expect(ofFacts({ ...stranger, lastUserMessageAt: now - 7 * DAY - 1_000 })).toEqual(failed('window_over'))
  expect(ofFacts({ lastFollowAt: null, lastUserMessageAt: null })).toMatchObject({ to: 'Uaoi' }) // uncertain: may be tried
})

test('a channel that is gone or archived sends nothing', () => {
  expect(decide({ claimed, channel: undefined, agents: AGENTS, now })).toEqual(failed('channel_gone'))
  expect(decide({ claimed, channel: { ...channel, state: 'archived' }, agents: AGENTS, now })).toEqual(
    failed('channel_gone'),
  )
})

test('after 30 minutes nothing is sent by itself', () => {
  expect(of({ askedAgeMs: 30 * MINUTE })).toMatchObject({ to: 'Uaoi' })
  expect(of({ askedAgeMs: 30 * MINUTE + 1 })).toEqual(failed('expired'))
  expect(of({ askedAgeMs: 30 * MINUTE + 1, inDoubt: true })).toMatchObject({
    result: { state: 'unknown', data: { why: 'expired', via: 'push', retryUntil: claimed.retryUntil } },
  })
})

test('a key older than 23 h is never used again, though somebody asked', () => {
  expect(of({ first: false, firstTryAgeMs: 23 * HOUR + 1, inDoubt: true })).toMatchObject({
    result: { state: 'unknown' },
  })
  expect(of({ first: false, firstTryAgeMs: 23 * HOUR + 1 })).toEqual(failed('expired'))
})

test('taken back: cancelled if LINE certainly does not have it, else unknown', () => {
  expect(of({ cancelAsked: true })).toEqual({ do: 'end', result: { state: 'cancelled', data: { message: 'm1' } } })
  expect(of({ cancelAsked: true, inDoubt: true })).toMatchObject({ result: { state: 'unknown' } })
})

test('an interrupted reply is never repeated; an interrupted push is, under its key', () => {
  const lost = { first: false, interrupted: true, inDoubt: true }
  const unknown = { do: 'end', result: { state: 'unknown', data: { message: 'm1', via: 'reply', why: 'interrupted' } } }
  expect(of({ ...lost, via: 'reply' })).toEqual(unknown)
  expect(of({ ...lost, via: 'push' })).toEqual({ do: 'push', to: 'Uaoi' })
  expect(of({ ...lost, via: null })).toEqual({ do: 'push', to: 'Uaoi' })
})

test('in doubt nothing ends as failed, whatever stops it', () => {
  const blocked = { ...facts, lastUnfollowAt: now }
  expect(of({ inDoubt: true, facts: blocked })).toMatchObject({
    result: { state: 'unknown', data: { why: 'blocked' } },
  })
  expect(of({ inDoubt: true, body: null })).toMatchObject({ result: { state: 'unknown' } })
})

test('under the hard rule only the assignee and supervisors are let through, whoever allowed it before', () => {
  const hard = { ...channel, desk: { ...DESK_RULES, lock: 'hard' as const } }
  const goes = { do: 'reply', to: 'Uaoi', windowMs: 30_000 }
  const by = (author: string | null, assignee: string | null) => of({ author, assignee }, hard)
  expect(by('mika', 'ken')).toEqual(failed('locked'))
  expect(of({ author: 'mika', assignee: 'ken' })).toEqual(goes) // soft
  for (const author of ['ken', 'boss', 'system', null]) expect(by(author, 'ken')).toEqual(goes)
  expect(by('mika', null)).toEqual(goes)
  expect(by('mika', 'gone')).toEqual(goes)
  expect(of({ author: 'mika', assignee: 'ken', inDoubt: true }, hard)).toMatchObject({
    result: { state: 'unknown', data: { why: 'locked' } },
  })
})
