import { describe, expect, test } from 'vitest'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Delivery } from '@madoguchi/contracts/row/message'
import { WINDOW_MS } from '@madoguchi/contracts/row/reach'
import type { RowOf } from '@madoguchi/contracts/row/row'
import { conversationAt, messageAt } from '../../rows.fixture.ts'
import { decideCancel } from './decideCancel.ts'
import { ANSWER_MS, BUTTON_MS, decideRefresh, FRESH_MS } from './decideRefresh.ts'
import { decideRetry, RETRY_MS } from './decideRetry.ts'
import { decideSend, NOTHING_MEANWHILE, type Loaded } from './decideSend.ts'
import { FREE } from './desk/lock.ts'

const NOW = 10_000_000_000
const by = { agent: 'mika', now: NOW, channelActive: true, lock: FREE }
const known = (more: Partial<ConversationRow> = {}) => conversationAt('c:U1', 5, more).row as ConversationRow

const outbound = (delivery: Partial<Delivery> = {}, agent = 'mika', conversation = 'c:U1') =>
  messageAt(
    conversation,
    7,
    {
      direction: 'outbound',
      at: NOW - 1_000,
      by: { kind: 'agent', id: agent },
      delivery: {
        state: 'queued',
        notificationDisabled: false,
        askedAt: NOW - 1_000,
        ask: 'm1',
        stateAt: NOW,
        ...delivery,
      },
    },
    'm1',
  ) as RowOf<'message'>

describe('sending', () => {
  const wish = {
    id: 'm1',
    conversation: 'c:U1',
    messages: [{ type: 'text' as const, text: 'はい' }],
    notificationDisabled: true,
  }
  const loaded = (more: Partial<Loaded> = {}) => ({
    conversation: known(),
    message: null,
    newestAt: null,
    ...NOTHING_MEANWHILE,
    ...more,
  })

  test('becomes one event with the browser’s id, under the conversation’s key', () => {
    expect(decideSend(wish, loaded(), by)).toEqual({
      append: {
        id: 'm1',
        type: 'message.queued',
        v: 1,
        key: 'c:U1',
        at: NOW,
        by: 'mika',
        data: { messages: wish.messages, notificationDisabled: true },
      },
    })
  })

  test('says what it was made of and what it quotes, if it was', () => {
    const of = { template: 't1', quotes: 'c:7' }
    expect(decideSend({ ...wish, ...of }, loaded(), by)).toMatchObject({ append: { data: of } })
  })

  test('never sorts before what it answers, whatever the clocks say', () => {
    expect(decideSend(wish, loaded({ newestAt: NOW + 5_000 }), by)).toMatchObject({ append: { at: NOW + 5_001 } })
    expect(decideSend(wish, loaded({ newestAt: NOW - 5_000 }), by)).toMatchObject({ append: { at: NOW } })
  })

  test('the same id again is done already; elsewhere, by somebody else, or on what is no send it is taken', () => {
    expect(decideSend(wish, loaded({ message: outbound({ state: 'failed' }) }), by)).toEqual({
      done: { part: outbound().part, off: 7 },
    })
    const taken = { ok: false, code: 'id_taken' }
    expect(decideSend(wish, loaded({ message: outbound({}, 'ken') }), by)).toEqual(taken)
    expect(decideSend(wish, loaded({ message: outbound({}, 'mika', 'c:U2') }), by)).toEqual(taken)
    expect(decideSend(wish, loaded({ message: messageAt('c:U1', 7, {}, 'm1') as RowOf<'message'> }), by)).toEqual(taken)
    expect(decideSend(wish, loaded({ message: { ...outbound(), row: null } }), by)).toEqual(taken)
  })

  test('LINE’s limits are named by field and number', () => {
    const text = (length: number) => ({ ...wish, messages: [{ type: 'text' as const, text: 'x'.repeat(length) }] })
    expect(decideSend(text(5_000), loaded(), by)).toHaveProperty('append')
    expect(decideSend(text(5_001), loaded(), by)).toEqual({
      ok: false,
      code: 'invalid',
      field: 'messages[0].text',
      why: 'too_long',
      limit: 5_000,
    })
    expect(decideSend(text(0), loaded(), by)).toMatchObject({ code: 'invalid', why: 'empty' })
  })

  const place = { type: 'location' as const, title: '店', address: '東京', latitude: 35.6, longitude: 139.7 }
  const button = (label: string) => ({ type: 'uri' as const, label, uri: 'https://example.com/' })
  const column = (label: string) => ({ text: '選んでください', actions: [button('詳細'), button(label)] })
  const carousel = (label: string) => ({
    type: 'template' as const,
    altText: '一覧',
    template: { type: 'carousel' as const, columns: [column(label), column(label)] },
  })

  test('of any kind LINE takes, word for word; what is wrong is named by LINE’s own name for the field', () => {
    const messages = [place, carousel('予約')]
    expect(decideSend({ ...wish, messages }, loaded(), by)).toMatchObject({ append: { data: { messages } } })
    expect(decideSend({ ...wish, messages: [place, carousel('あ'.repeat(21))] }, loaded(), by)).toEqual({
      ok: false,
      code: 'invalid',
      field: 'messages[1].template.columns[0].actions[1].label',
      why: 'too_long',
      limit: 20,
    })
  })

  test('nothing leaves that no description knows, and never more than five', () => {
    const refused = (...messages: unknown[]) => decideSend({ ...wish, messages: messages as never }, loaded(), by)
    expect(refused({ type: 'hologram' })).toMatchObject({ field: 'messages[0].type', why: 'unknown_kind' })
    expect(refused({ ...place, colour: 1 })).toMatchObject({ field: 'messages[0].colour', why: 'unknown_field' })
    expect(refused()).toMatchObject({ code: 'invalid', field: 'messages', why: 'empty' })
    expect(refused(...Array.from({ length: 6 }, () => place))).toMatchObject({
      field: 'messages',
      why: 'too_many',
      limit: 5,
    })
  })

  test('a tracking id is for one person, a mention for a group or a room', () => {
    const address = 'https://example.com/v'
    const video = { type: 'video' as const, originalContentUrl: address, previewImageUrl: address, trackingId: 't' }
    const all = { type: 'mention' as const, mentionee: { type: 'all' as const } }
    const mention = { type: 'textV2' as const, text: '{everyone}', substitution: { everyone: all } }
    const to = (kind: 'user' | 'group' | 'room', message: typeof video | typeof mention) =>
      decideSend({ ...wish, messages: [message] }, loaded({ conversation: known({ kind, lastJoinAt: 1 }) }), by)
    expect(to('user', video)).toHaveProperty('append')
    expect(to('user', mention)).toMatchObject({ field: 'messages[0].substitution.everyone', why: 'not_allowed' })
    for (const kind of ['group', 'room'] as const) {
      expect(to(kind, video)).toMatchObject({ field: 'messages[0].trackingId', why: 'not_allowed' })
      expect(to(kind, mention)).toHaveProperty('append')
    }
  })

  test('who cannot be reached is not written to, and the reason is said', () => {
    const why = (more: Partial<ConversationRow>, active = true) =>
      decideSend(wish, loaded({ conversation: known(more) }), { ...by, channelActive: active })
    const no = (reason: string) => ({ ok: false, code: 'unreachable', why: reason })
    expect(why({ mode: { value: 'standby', at: 1 } })).toEqual(no('standby'))
    expect(why({ lastUnfollowAt: 2 })).toEqual(no('blocked'))
    expect(why({ lastFollowAt: null, lastUnfollowAt: 1, lastUserMessageAt: NOW - WINDOW_MS })).toEqual(
      no('window_over'),
    )
    expect(why({ kind: 'unidentified' })).toEqual(no('unidentified'))
    expect(why({ kind: 'group', lastLeaveAt: 2, lastJoinAt: 1 })).toEqual(no('left'))
    expect(why({}, false)).toEqual(no('channel_gone'))
    expect(why({ lastFollowAt: null })).toHaveProperty('append') // uncertain: a person may try
    expect(decideSend(wish, loaded({ conversation: null }), by)).toEqual({ ok: false, code: 'not_found' })
  })
})

describe('trying again', () => {
  const wish = { id: 'r1', message: 'm1', conversation: 'c:U1' }
  const decide = (message: RowOf<'message'> | null, conversation: ConversationRow | null = known(), now = NOW) =>
    decideRetry(wish, { conversation, message }, { ...by, now })

  test('a failed message, and one in doubt whose key is still safe, are asked for again with the same id', () => {
    for (const delivery of [{ state: 'failed' }, { state: 'unknown', retryUntil: NOW }] as const)
      expect(decide(outbound(delivery))).toEqual({
        append: {
          id: 'r1',
          type: 'message.retried',
          v: 1,
          key: 'c:U1',
          at: NOW,
          by: 'mika',
          cause: 'm1',
          data: { message: 'm1' },
        },
      })
  })

  test('the same wish again is done already', () => {
    expect(decide(outbound({ state: 'queued', ask: 'r1' }))).toEqual({ done: { part: outbound().part, off: 7 } })
  })

  test('what is on its way, sent or cancelled is in the wrong state, and the state is said', () => {
    for (const state of ['queued', 'delayed', 'sent', 'cancelled'] as const)
      expect(decide(outbound({ state }))).toEqual({ ok: false, code: 'wrong_state', why: state })
  })

  test('after 23 h, and for a reply in doubt which never had a key, a new message is needed', () => {
    const late = { ok: false, code: 'too_late' }
    const [asked] = [NOW - 1_000]
    expect(decide(outbound({ state: 'failed' }), known(), asked + RETRY_MS)).toHaveProperty('append')
    expect(decide(outbound({ state: 'failed' }), known(), asked + RETRY_MS + 1)).toEqual(late)
    // A retry in between does not make the key younger.
    expect(decide(outbound({ state: 'failed', askedAt: asked + RETRY_MS }), known(), asked + RETRY_MS + 1)).toEqual(
      late,
    )
    expect(decide(outbound({ state: 'unknown', retryUntil: NOW - 1 }))).toEqual(late)
    expect(decide(outbound({ state: 'unknown' }))).toEqual(late)
  })

  test('what is not there, is no send, or stands in another conversation is not found; who cannot be reached is said', () => {
    const none = { ok: false, code: 'not_found' }
    expect(decide(null)).toEqual(none)
    expect(decide(messageAt('c:U1', 7, {}, 'm1') as RowOf<'message'>)).toEqual(none)
    expect(decide(outbound({ state: 'failed' }, 'mika', 'c:U2'))).toEqual(none)
    expect(decide(outbound({ state: 'failed' }), known({ lastUnfollowAt: 2 }))).toEqual({
      ok: false,
      code: 'unreachable',
      why: 'blocked',
    })
  })
})

describe('taking back', () => {
  const wish = { id: 'x1', message: 'm1', conversation: 'c:U1' }
  const decide = (message: RowOf<'message'> | null) => decideCancel(wish, { message }, by)

  test('what waits is asked to be taken back, naming the asking it answers', () => {
    for (const state of ['queued', 'delayed'] as const)
      expect(decide(outbound({ state, ask: 'r1' }))).toEqual({
        append: {
          id: 'x1',
          type: 'message.cancelAsked',
          v: 1,
          key: 'c:U1',
          at: NOW,
          by: 'mika',
          cause: 'r1',
          data: { message: 'm1' },
        },
      })
  })

  test('asking twice is once; what is final or not there is refused', () => {
    expect(decide(outbound({ cancelAsked: true }))).toEqual({ done: { part: outbound().part, off: 7 } })
    for (const state of ['sent', 'failed', 'unknown', 'cancelled'] as const)
      expect(decide(outbound({ state }))).toEqual({ ok: false, code: 'wrong_state', why: state })
    expect(decide(null)).toEqual({ ok: false, code: 'not_found' })
    expect(decide(outbound({}, 'mika', 'c:U2'))).toEqual({ ok: false, code: 'not_found' })
  })
})

describe('asking LINE for the profile', () => {
  const contact = (at: number | null) => ({ profile: at === null ? null : { at, found: true } }) as ContactRow
  const decide = (
    reason: 'opened' | 'button',
    profiledAt: number | null,
    askedAt: number | null = null,
    more: Partial<ConversationRow> = {},
  ) =>
    decideRefresh(
      { id: 'p1', conversation: 'c:U1', reason },
      { conversation: known({ profiledAt, ...more }), contact: contact(profiledAt), askedAt },
      by,
    )

  test('opening asks only when the answer is older than a day or never came', () => {
    expect(decide('opened', NOW - FRESH_MS)).toEqual({ done: null })
    expect(decide('opened', NOW - FRESH_MS - 1)).toEqual({
      append: {
        id: 'p1',
        type: 'contact.profileAsked',
        v: 1,
        key: 'c:U1',
        at: NOW,
        by: 'mika',
        data: { reason: 'opened' },
      },
    })
    expect(decide('opened', null)).toHaveProperty('append')
    expect(decide('opened', null, NOW - ANSWER_MS + 1)).toEqual({ done: null })
    expect(decide('opened', NOW, null, { kind: 'group', profiledAt: NOW - FRESH_MS - 1 })).toHaveProperty('append')
  })

  test('the button asks always, but not twice within ten seconds', () => {
    expect(decide('button', NOW)).toHaveProperty('append')
    expect(decide('button', NOW, NOW - BUTTON_MS + 1)).toEqual({ ok: false, code: 'too_many', limit: 6 })
    expect(decide('button', NOW, NOW - BUTTON_MS)).toHaveProperty('append')
  })

  test('nobody is asked about who has no id, nor about what is not there', () => {
    expect(decide('button', null, null, { kind: 'unidentified' })).toEqual({
      ok: false,
      code: 'unreachable',
      why: 'unidentified',
    })
    expect(
      decideRefresh(
        { id: 'p', conversation: 'c:U', reason: 'button' },
        { conversation: null, contact: null, askedAt: null },
        by,
      ),
    ).toEqual({ ok: false, code: 'not_found' })
  })
})
