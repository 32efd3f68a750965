import { expect, test } from 'vitest'
import type { Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import type { MessageSend } from '@madoguchi/contracts/socket/up'
import { messageAt } from '../../rows.fixture.ts'
import { missedOf, type JustSaid, type Talk } from './missed.ts'

const talk = (id: string, at: number, more: Partial<MessageRow> = {}): Talk => {
  const { row } = messageAt('c:U1', at, { at, ...more }, id)
  return { id, row: row as MessageRow }
}
const ours = (id: string, at: number, by: MessageRow['by'], state: Delivery['state'] = 'queued'): Talk => {
  const delivery = { state, notificationDisabled: false, askedAt: at, ask: id, stateAt: at }
  return talk(id, at, { direction: 'outbound', by, countable: false, delivery })
}
const MIKA: MessageRow['by'] = { kind: 'agent', id: 'mika' }
const KEN: MessageRow['by'] = { kind: 'agent', id: 'ken' }
const wish = (more: Partial<MessageSend> = {}): MessageSend => ({
  id: 'm1',
  conversation: 'c:U1',
  messages: [{ type: 'text', text: 'はい' }],
  notificationDisabled: false,
  seen: { at: 10, event: 'seen' },
  ...more,
})
const missed = (newer: Talk[], more: Partial<MessageSend> = {}, justSaid: JustSaid | null = null) =>
  missedOf(wish(more), { newer, justSaid }, 'mika')

test('what the customer or another sender has said since is missed, oldest first', () => {
  const bot = { kind: 'system' } as MessageRow['by']
  expect(missed([talk('a', 11), ours('b', 12, KEN), ours('c', 13, bot)])).toEqual(['a', 'b', 'c'])
})

test('what was seen is not missed; within a millisecond the event decides, as the timeline does', () => {
  const same = (event: string) => talk(event, 10, { event })
  expect(missed([talk('old', 9), same('seed'), same('seen'), same('sefn')])).toEqual(['sefn'])
})

test('own messages, pills, what was taken back, and what has not gone are not missed', () => {
  const pill = talk('follow', 11, { direction: 'system', countable: false, body: { kind: 'follow', unblocked: false } })
  const unsent = talk('unsent', 12, { countable: false, body: { kind: 'unsent' } })
  const postback = talk('postback', 13, { direction: 'system', countable: true })
  const quiet = (['scheduled', 'held', 'missed', 'cancelled', 'failed'] as const).map((state) =>
    ours(state, 14, KEN, state),
  )
  const deleted = { ...ours('deleted', 15, KEN), row: { ...ours('deleted', 15, KEN).row, body: { kind: 'deleted' } } }
  const newer = [pill, unsent, postback, ours('mine', 13, MIKA), ...quiet, deleted as Talk]
  expect(missed(newer)).toEqual(['postback'])
})

test('nothing seen yet: all that was said is missed; not asked, or "send anyway": nothing is', () => {
  expect(missed([talk('a', 1)], { seen: null })).toEqual(['a'])
  const { seen: _seen, ...unasked } = wish()
  expect(missedOf(unasked, { newer: [talk('a', 11)], justSaid: null }, 'mika')).toEqual([])
  expect(missed([talk('a', 11)], { anyway: true })).toEqual([])
})

test('what a colleague said a moment ago counts before any row shows it, one’s own does not', () => {
  const said = (agent: string, at = 11) => ({ agent, at, event: 'said' })
  expect(missed([], {}, said('ken'))).toEqual(['said'])
  expect(missed([], {}, said('mika'))).toEqual([])
  expect(missed([], {}, said('ken', 9))).toEqual([])
})
