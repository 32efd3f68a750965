// What goes to the customer from a colleague's conversation.
import { expect, test } from 'vitest'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Delivery } from '@madoguchi/contracts/row/message'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { MessageSend } from '@madoguchi/contracts/socket/up'
import { conversationAt, messageAt } from '../../../rows.fixture.ts'
import { decideCancel } from '../decideCancel.ts'
import { decideRelease } from '../decideRelease.ts'
import { decideRetry } from '../decideRetry.ts'
import { decideSchedule, SOONEST_MS } from '../decideSchedule.ts'
import { decideSend, NOTHING_MEANWHILE, type Meanwhile } from '../decideSend.ts'
import { CONVERSATION, NOW } from './desk.fixture.ts'
import { FREE, type Lock } from './lock.ts'

const SOFT: Lock = { holder: 'ken', hard: false }
const HARD: Lock = { holder: 'ken', hard: true }
const locked = { ok: false, code: 'locked', why: 'ken' }
const by = (lock: Lock) => ({ agent: 'mika', now: NOW, channelActive: true, lock })
const conversation = conversationAt(CONVERSATION, 5).row as ConversationRow
const messages = [{ type: 'text' as const, text: 'はい' }]
const row = (state: Delivery['state']) => {
  const delivery = { state, notificationDisabled: false, askedAt: NOW, ask: 'S1', stateAt: NOW, due: NOW + 5_000 }
  const more = { direction: 'outbound' as const, at: NOW - 1, by: { kind: 'agent' as const, id: 'mika' }, delivery }
  return messageAt(CONVERSATION, 7, more, 'm1') as RowOf<'message'>
}
const known = (state?: Delivery['state']) => ({
  conversation,
  message: state === undefined ? null : row(state),
  newestAt: null,
})

const wish: MessageSend = { id: 'm1', conversation: CONVERSATION, messages, notificationDisabled: false }
const send = (lock: Lock, more: Partial<MessageSend> = {}, meanwhile: Partial<Meanwhile> = {}) =>
  decideSend({ ...wish, ...more }, { ...known(), ...NOTHING_MEANWHILE, ...meanwhile }, by(lock))

test('a reply is refused with whose it is; "reply once" goes and says whom it overrode, unless the rule is hard', () => {
  expect(send(SOFT)).toEqual(locked)
  expect(send(SOFT, { override: true })).toMatchObject({ overrode: 'ken', append: { data: { overrode: 'ken' } } })
  expect(send(HARD, { override: true })).toEqual(locked)
  const free = send(FREE, { override: true })
  expect(free).toMatchObject({ append: { data: { messages, notificationDisabled: false } } })
  expect(free).not.toHaveProperty('overrode')
  expect(free).not.toHaveProperty('append.data.overrode')
})

test('whose it is comes before what was missed, and overriding does not waive that', () => {
  const missed = { newer: [], justSaid: { agent: 'ken', at: NOW, event: 'k1' } }
  const seen = null
  expect(send(SOFT, { seen }, missed)).toEqual(locked)
  expect(send(SOFT, { seen, override: true }, missed)).toMatchObject({ code: 'stale', missed: ['k1'] })
  expect(send(SOFT, { seen, override: true, anyway: true }, missed)).toHaveProperty('append')
})

test('a repeat of what was taken is never locked, whoever has taken the conversation since, and overrides nobody', () => {
  expect(send(HARD, {}, { repeated: true })).toHaveProperty('append')
  expect(send(SOFT, {}, { repeated: true })).not.toHaveProperty('overrode')
  expect(send(SOFT, { override: true }, { repeated: true })).toMatchObject({ overrode: 'ken' })
})

test('trying again, scheduling, editing a schedule and "send now" are replies too; taking back is none', () => {
  const about = { id: 'c1', message: 'm1', conversation: CONVERSATION }
  const plan = { ...about, messages, notificationDisabled: false, due: NOW + SOONEST_MS, holdIfWrites: false }
  const all = (lock: Lock, more: { override?: true } = {}) => [
    decideRetry({ ...about, ...more }, known('failed'), by(lock)),
    decideRelease({ ...about, ...more }, known('held'), by(lock)),
    decideSchedule({ ...plan, ...more }, known(), by(lock)),
    decideSchedule({ ...plan, ...more, basedOn: 'S1' }, known('scheduled'), by(lock)),
  ]
  for (const lock of [SOFT, HARD]) for (const decision of all(lock)) expect(decision).toEqual(locked)
  for (const decision of all(HARD, { override: true })) expect(decision).toEqual(locked)
  for (const decision of all(SOFT, { override: true }))
    expect(decision).toMatchObject({ overrode: 'ken', append: { data: { message: 'm1', overrode: 'ken' } } })
  for (const decision of [...all(FREE), ...all(FREE, { override: true })]) {
    expect(decision).toHaveProperty('append')
    expect(decision).not.toHaveProperty('overrode')
    expect(decision).not.toHaveProperty('append.data.overrode')
  }
  expect(decideCancel(about, known('queued'), by(HARD))).toHaveProperty('append')
})
