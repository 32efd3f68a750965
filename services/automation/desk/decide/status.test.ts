import { expect, test } from 'vitest'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import type { Standing } from './standing.ts'
import { idle, reopened, replied, snoozeEnded } from './status.ts'

const NOW = Date.parse('2026-11-16T09:00:00+09:00')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const standing = (desk: Partial<Desk>, more: Partial<Standing> = {}): Standing => ({
  id: 'shop:U1',
  channel: 'shop',
  desk: { ...NEW_DESK, case: 1, status: 'open', ...desk },
  lastAt: NOW,
  ...more,
})
const said = (status: Desk['said']['status'], more: Partial<Desk['said']> = {}): Desk['said'] => ({
  ...NEW_DESK.said,
  status,
  place: 40,
  at: NOW - HOUR,
  by: 'mika',
  ...more,
})

test('a word within the hours continues the case; later it begins the next one, once whoever says it', () => {
  const resolved = standing({ said: said('resolved', { reopenUntil: NOW }), case: 3 })
  const [within, after] = [NOW, NOW + 1].map((at) => reopened(resolved, { event: 'E', at }, NOW + 5))
  expect(within).toMatchObject({
    type: 'conversation.reopened',
    key: 'shop:U1',
    by: 'system',
    cause: 'E',
    at: NOW + 5,
    data: { case: 3, fresh: false, based: 40 },
  })
  expect(after!.data).toEqual({ case: 4, fresh: true, based: 40 })
  expect(after!.id).toBe(within!.id)
  const without = standing({ said: said('resolved') })
  expect(reopened(without, { event: 'E', at: NOW + 900 * DAY }, NOW).data).toMatchObject({ case: 1, fresh: false })
  const next = standing({ said: said('resolved', { place: 41 }) })
  expect(reopened(next, { event: 'E', at: NOW }, NOW).id).not.toBe(within!.id)
})

test('a snooze ends at its time, late rather than never, and not where the customer or an agent was first', () => {
  const snoozed = (until: number | null, status: Desk['status'] = 'snoozed') =>
    standing({ status, said: said('snoozed', { until }) })
  expect(snoozeEnded(snoozed(NOW + 1), NOW)).toBeNull()
  expect(snoozeEnded(snoozed(NOW), NOW)!.data).toEqual({ status: 'open', rule: 'snoozeEnded', based: 40 })
  expect(snoozeEnded(snoozed(NOW - 30 * DAY), NOW)).not.toBeNull()
  expect(snoozeEnded(snoozed(NOW, 'open'), NOW)).toBeNull()
  expect(snoozeEnded(standing({ status: 'snoozed', said: said('pending') }), NOW)).toBeNull()
})

test('a reply makes an open conversation wait for the customer, where the channel wants it and nothing waits for an answer', () => {
  const reply = { message: 'M', agent: 'mika', at: NOW }
  const rules = { ...DESK_RULES, afterReply: 'pending' as const }
  expect(replied(standing({}), reply, rules, NOW)).toMatchObject({
    cause: 'M',
    data: { status: 'pending', rule: 'replied', based: -1 },
  })
  expect(replied(standing({}), reply, DESK_RULES, NOW)).toBeNull()
  expect(replied(standing({ needsReplySince: NOW }), reply, rules, NOW)).toBeNull()
  expect(replied(standing({ status: 'snoozed' }), reply, rules, NOW)).toBeNull()
})

test('days without a word resolve what is open or waits, counted from the later of the last word and the last status', () => {
  const rules = { ...DESK_RULES, idleDays: 7, reopenHours: 48 }
  const old = { lastAt: NOW - 7 * DAY - 1 }
  const quiet = said('pending', { at: NOW - 7 * DAY - 1 })
  expect(idle(standing({ said: quiet, status: 'pending' }, old), rules, NOW)!.data).toEqual({
    status: 'resolved',
    rule: 'idle',
    reopenUntil: NOW + 48 * HOUR,
    based: 40,
  })
  expect(idle(standing({ said: said('pending', { at: NOW - DAY }), status: 'pending' }, old), rules, NOW)).toBeNull()
  expect(idle(standing({ said: quiet }, { lastAt: NOW - 7 * DAY }), rules, NOW)).toBeNull()
  for (const status of ['snoozed', 'resolved'] as const)
    expect(idle(standing({ said: quiet, status }, old), rules, NOW)).toBeNull()
  expect(idle(standing({ said: quiet }, old), DESK_RULES, NOW)).toBeNull()
})
