import { describe, expect, test } from 'vitest'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { MessageSchedule } from '@madoguchi/contracts/socket/up'
import { conversationAt, messageAt } from '../../rows.fixture.ts'
import { decideCancel } from './decideCancel.ts'
import { decideDelete, decideSettle } from './decideOutcome.ts'
import { decideRelease } from './decideRelease.ts'
import { decideRetry } from './decideRetry.ts'
import { decideSchedule, LATEST_MS, SOONEST_MS } from './decideSchedule.ts'
import { FREE } from './desk/lock.ts'

const NOW = 10_000_000_000
const by = { agent: 'mika', now: NOW, channelActive: true, lock: FREE }
const conversation = conversationAt('c:U1', 5).row as ConversationRow
const row = (delivery: Partial<Delivery> = {}, more: Partial<MessageRow> = {}) =>
  messageAt(
    'c:U1',
    7,
    {
      direction: 'outbound',
      at: NOW - 1_000,
      by: { kind: 'agent', id: 'ken' },
      delivery: {
        state: 'scheduled',
        notificationDisabled: false,
        askedAt: NOW - 1_000,
        ask: 'S1',
        stateAt: NOW,
        due: NOW + 5_000,
        ...delivery,
      },
      ...more,
    },
    'm1',
  ) as RowOf<'message'>
const loaded = (message: RowOf<'message'> | null) => ({ conversation, message, newestAt: null })

describe('scheduling', () => {
  const wish = (more: Partial<MessageSchedule> = {}): MessageSchedule => ({
    id: 'c1',
    message: 'm1',
    conversation: 'c:U1',
    messages: [{ type: 'text', text: '{{contact.name}} さん' }],
    notificationDisabled: false,
    due: NOW + SOONEST_MS,
    holdIfWrites: true,
    ...more,
  })

  test('becomes one event of the command’s id that names the row, the words as written', () => {
    expect(decideSchedule(wish(), { ...loaded(null), newestAt: NOW }, by)).toEqual({
      append: {
        id: 'c1',
        type: 'message.scheduled',
        v: 1,
        key: 'c:U1',
        at: NOW + 1,
        by: 'mika',
        data: {
          message: 'm1',
          messages: [{ type: 'text', text: '{{contact.name}} さん' }],
          notificationDisabled: false,
          due: NOW + SOONEST_MS,
          holdIfWrites: true,
        },
      },
    })
  })

  test('not sooner than in a minute, not later than in a year', () => {
    const of = (due: number) => decideSchedule(wish({ due }), loaded(null), by)
    expect(of(NOW + SOONEST_MS - 1)).toMatchObject({ code: 'invalid', field: 'due', why: 'too_soon' })
    expect(of(NOW + LATEST_MS)).toHaveProperty('append')
    expect(of(NOW + LATEST_MS + 1)).toMatchObject({ code: 'invalid', field: 'due', why: 'too_late' })
  })

  test('LINE’s limits hold for it as filled, and a variable nobody knows is none', () => {
    const of = (text: string) => decideSchedule(wish({ messages: [{ type: 'text', text }] }), loaded(null), by)
    expect(of('')).toMatchObject({ code: 'invalid', field: 'messages[0].text' })
    expect(of('{{contact.shoe}}')).toMatchObject({
      code: 'invalid',
      field: 'messages[0].text',
      why: 'variable_unknown',
    })
    expect(of('x'.repeat(4_990) + '{{contact.name}}')).toMatchObject({ code: 'invalid', field: 'messages[0].text' })
  })

  test('an edit is based on the latest, and its event says so', () => {
    const of = (message: RowOf<'message'> | null, basedOn = 'S1') =>
      decideSchedule(wish({ basedOn }), loaded(message), by)
    expect(of(row())).toMatchObject({ append: { cause: 'S1' } })
    for (const state of ['held', 'missed'] as const) expect(of(row({ state }))).toHaveProperty('append')
    expect(of(row(), 'S0')).toMatchObject({ code: 'stale', field: 'messages', why: 'ken' })
    expect(of(row({ state: 'queued', ask: 'm1' }))).toMatchObject({ code: 'wrong_state', why: 'queued' })
    expect(of(row({ cancelAsked: true }))).toMatchObject({ code: 'wrong_state', why: 'cancelled' })
    expect(of(null)).toMatchObject({ code: 'not_found' })
  })

  test('said again it is done already; an id of something else is taken', () => {
    expect(decideSchedule(wish({ id: 'S1' }), loaded(row()), by)).toHaveProperty('done')
    expect(decideSchedule(wish(), loaded(row({ ask: 'S2' })), by)).toHaveProperty('done')
    const { due: _never, ...sent } = row({ state: 'sent' }).row!.delivery!
    expect(decideSchedule(wish(), loaded(row({}, { delivery: sent })), by)).toMatchObject({ code: 'id_taken' })
    expect(decideSchedule(wish(), loaded(row({}, { conversation: 'c:U2' })), by)).toMatchObject({ code: 'id_taken' })
  })

  test('an archived channel sends nothing later either', () => {
    expect(decideSchedule(wish(), loaded(null), { ...by, channelActive: false })).toMatchObject({ code: 'unreachable' })
  })
})

describe('what becomes of a send', () => {
  const wish = { id: 'c1', message: 'm1', conversation: 'c:U1' }
  const ask = (message: RowOf<'message'> | null) => decideRelease(wish, loaded(message), by)

  test('"send now" is for what waits, and names the schedule it is of', () => {
    for (const state of ['scheduled', 'held', 'missed'] as const)
      expect(ask(row({ state }))).toMatchObject({ append: { type: 'message.released', cause: 'S1' } })
    expect(ask(row({ state: 'sent' }))).toMatchObject({ code: 'wrong_state', why: 'sent' })
    expect(ask(row({ cancelAsked: true }))).toMatchObject({ code: 'wrong_state' })
    expect(ask(null)).toMatchObject({ code: 'not_found' })
  })

  test('a scheduled and a held one can be cancelled, a missed one is over', () => {
    for (const state of ['scheduled', 'held'] as const)
      expect(decideCancel(wish, { message: row({ state }) }, by)).toMatchObject({ append: { cause: 'S1' } })
    expect(decideCancel(wish, { message: row({ state: 'missed' }) }, by)).toMatchObject({ code: 'wrong_state' })
  })

  test('only an unknown outcome is settled, once; what arrived is not tried again', () => {
    const settle = (delivery: Partial<Delivery>) =>
      decideSettle({ ...wish, as: 'arrived' }, { message: row(delivery) }, by)
    expect(settle({ state: 'unknown' })).toMatchObject({
      append: { type: 'message.settled', by: 'mika', cause: 'S1', data: { message: 'm1', as: 'arrived' } },
    })
    const arrived = { state: 'sent', settled: { as: 'arrived', by: 'ken', at: 1 } } as const
    expect(settle(arrived)).toHaveProperty('done')
    expect(settle({ state: 'failed' })).toMatchObject({ code: 'wrong_state', why: 'failed' })
    expect(decideRetry(wish, loaded(row(arrived)), by)).toMatchObject({ code: 'wrong_state', why: 'sent' })
  })

  test('deleted is what did not go: failed, cancelled, missed, held', () => {
    const of = (state: Delivery['state']) => decideDelete(wish, { message: row({ state }) }, by)
    for (const state of ['failed', 'cancelled', 'missed', 'held'] as const)
      expect(of(state)).toMatchObject({ append: { type: 'message.deleted', cause: 'S1' } })
    for (const state of ['queued', 'delayed', 'sent', 'unknown', 'scheduled'] as const)
      expect(of(state)).toMatchObject({ code: 'wrong_state', why: state })
    expect(decideDelete(wish, { message: row({}, { body: { kind: 'deleted' } }) }, by)).toHaveProperty('done')
  })
})
