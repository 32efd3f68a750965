import { expect, test } from 'vitest'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { SNOOZE_MAX_MS, type ConversationSetStatus } from '@madoguchi/contracts/socket/desk'
import { decideStatus } from './decideStatus.ts'
import { CONVERSATION, deskOf, doer, known, NOW } from './desk.fixture.ts'

const wish = (status: ConversationSetStatus['status'], until?: number): ConversationSetStatus => ({
  id: 's1',
  conversation: CONVERSATION,
  status,
  ...(until !== undefined && { until }),
})
const decide = (given: ConversationSetStatus, desk: Partial<Desk> = {}, by = doer('mika')) =>
  decideStatus(given, known(desk), by)
const said = (data: object) => ({
  append: { id: 's1', type: 'conversation.statusChanged', v: 1, key: CONVERSATION, at: NOW, by: 'mika', data },
})

test('each state becomes an event; a resolved case says how long the customer’s word continues it', () => {
  expect(decide(wish('pending'))).toEqual(said({ status: 'pending' }))
  expect(decide(wish('open'), { status: 'resolved' })).toEqual(said({ status: 'open' }))
  expect(decide(wish('resolved'))).toEqual(said({ status: 'resolved', reopenUntil: NOW + 24 * 3_600_000 }))
  expect(decide(wish('snoozed', NOW + 1))).toEqual(said({ status: 'snoozed', until: NOW + 1 }))
})

test('a snooze ends in the future, within a year, and nothing else has an end', () => {
  const no = (why: string) => ({ ok: false, code: 'invalid', field: 'until', why, limit: SNOOZE_MAX_MS })
  expect(decide(wish('snoozed'))).toEqual(no('empty'))
  expect(decide(wish('snoozed', NOW))).toEqual(no('too_soon'))
  expect(decide(wish('snoozed', NOW + SNOOZE_MAX_MS))).toHaveProperty('append')
  expect(decide(wish('snoozed', NOW + SNOOZE_MAX_MS + 1))).toEqual(no('too_late'))
  expect(decide(wish('open', NOW + 1))).toEqual(no('not_allowed'))
})

test('what it is already needs no event; another end of a snooze does', () => {
  expect(decide(wish('open'))).toEqual({ done: null })
  const snoozed = { status: 'snoozed' as const, said: { ...deskOf().said, until: NOW + 5 } }
  expect(decide(wish('snoozed', NOW + 5), snoozed)).toEqual({ done: null })
  expect(decide(wish('snoozed', NOW + 6), snoozed)).toHaveProperty('append')
})

test('a colleague’s is for nobody else to close where the rule is hard, and for everybody where it is soft', () => {
  const kens = { assignee: 'ken' }
  expect(decide(wish('resolved'), kens)).toHaveProperty('append')
  expect(decide(wish('resolved'), kens, doer('mika', 'hard'))).toEqual({ ok: false, code: 'locked', why: 'ken' })
  expect(decide(wish('resolved'), kens, doer('boss', 'hard'))).toHaveProperty('append')
  expect(decide(wish('resolved'), { assignee: 'mika' }, doer('mika', 'hard'))).toHaveProperty('append')
})
