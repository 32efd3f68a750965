import { expect, test } from 'vitest'
import type { LINE_EVENT_TYPES, LineEvent } from '@madoguchi/contracts/event/line'
import type { Body } from '@madoguchi/contracts/row/message'
import { CHANNEL, at, fact, folded, line, queued, text } from '../commit/build.fixture.ts'

const GROUP = { type: 'group', groupId: 'C1', userId: 'U9' }
const only = (event: LineEvent) => {
  const { dead, messages } = folded([line(event)])
  expect(dead).toEqual([])
  expect(messages).toHaveLength(1)
  return messages[0]!
}

/** LINE's own fields of each of the 20 types, and what the row says of them. */
const TYPES: Record<(typeof LINE_EVENT_TYPES)[number], [LineEvent, Body]> = {
  message: [
    { message: { id: '1', type: 'text', text: '漢字 👋', quotedMessageId: '7', quoteToken: 'q' } },
    { kind: 'text', text: '漢字 👋', quotedMessageId: '7' },
  ],
  messageEdited: [
    { source: GROUP, message: { id: '1', type: 'text', text: 'new' } },
    { kind: 'text', text: 'new', editedAt: at(0) },
  ],
  unsend: [{ unsend: { messageId: '1' } }, { kind: 'unsent' }],
  follow: [{ follow: { isUnblocked: true } }, { kind: 'follow', unblocked: true }],
  unfollow: [{}, { kind: 'unfollow' }],
  join: [{ source: { type: 'group', groupId: 'C1' } }, { kind: 'join' }],
  leave: [{ source: { type: 'group', groupId: 'C1' } }, { kind: 'leave' }],
  memberJoined: [
    { source: GROUP, joined: { members: [{ type: 'user', userId: 'U2' }, { type: 'user' }] } },
    { kind: 'memberJoined', userIds: ['U2'], count: 2 },
  ],
  memberLeft: [
    { source: GROUP, left: { members: [{ type: 'user', userId: 'U2' }] } },
    { kind: 'memberLeft', userIds: ['U2'], count: 1 },
  ],
  postback: [
    { postback: { data: 'a=b', params: { date: '2026-11-24' } } },
    { kind: 'postback', data: 'a=b', params: { date: '2026-11-24' } },
  ],
  videoPlayComplete: [{ videoPlayComplete: { trackingId: 't' } }, { kind: 'videoPlayComplete', trackingId: 't' }],
  beacon: [{ beacon: { hwid: 'h', type: 'enter', dm: 'd' } }, { kind: 'beacon', type: 'enter', hwid: 'h', dm: 'd' }],
  accountLink: [{ link: { result: 'ok', nonce: 'n' } }, { kind: 'accountLink', result: 'ok' }],
  membership: [
    { membership: { type: 'joined', membershipId: 3189 } },
    { kind: 'membership', type: 'joined', membershipId: 3189 },
  ],
  module: [{ module: { type: 'attached', botId: 'U0' } }, { kind: 'module', type: 'attached' }],
  activated: [{ chatControl: { expireAt: 9 } }, { kind: 'activated', expireAt: 9 }],
  deactivated: [{}, { kind: 'deactivated' }],
  botSuspended: [{}, { kind: 'botSuspended' }],
  botResumed: [{}, { kind: 'botResumed' }],
  delivery: [{ delivery: { data: 'hash' } }, { kind: 'delivery' }],
}

test.each(Object.entries(TYPES))('%s ends as a row that says what LINE gave', (type, [own, body]) => {
  const row = only({ type, ...own })
  expect(row.body).toEqual(body)
  expect(row.preview.kind).toBe(body.kind)
  expect(row.direction).toBe(['message', 'messageEdited', 'unsend'].includes(type) ? 'inbound' : 'system')
  expect(row.countable).toBe(['message', 'messageEdited', 'postback'].includes(type))
  expect(row.activity).toBe(['message', 'messageEdited', 'postback', 'follow', 'join'].includes(type))
})

const KINDS: [LineEvent['message'] & object, Body, object][] = [
  [
    { type: 'image', imageSet: { id: 's', index: 2, total: 3 } },
    { kind: 'image', setId: 's', setIndex: 2, setTotal: 3 },
    { n: 3 },
  ],
  [{ type: 'image' }, { kind: 'image' }, {}],
  [{ type: 'video', duration: 5200 }, { kind: 'video', duration: 5200 }, { n: 5200 }],
  [{ type: 'audio', duration: 62_000 }, { kind: 'audio', duration: 62_000 }, { n: 62_000 }],
  [
    { type: 'file', fileName: '見積.pdf', fileSize: 9 },
    { kind: 'file', name: '見積.pdf', size: 9 },
    { text: '見積.pdf' },
  ],
  [
    { type: 'location', title: '店', address: '東京', latitude: 35.6, longitude: 139.7 },
    { kind: 'location', title: '店', address: '東京', latitude: 35.6, longitude: 139.7 },
    { text: '店' },
  ],
  [
    { type: 'sticker', packageId: '1', stickerId: '2', keywords: ['hi', 'hello'] },
    { kind: 'sticker', packageId: '1', stickerId: '2', keywords: ['hi', 'hello'] },
    { text: 'hi' },
  ],
  [{ type: 'hologram' }, { kind: 'unsupported', type: 'hologram' }, { text: 'hologram' }],
]
test.each(KINDS)('a message %o keeps its facts and says itself in one line', (message, body, preview) => {
  const row = only({ type: 'message', message: { id: '1', ...message } })
  expect(row.body).toEqual(body)
  expect(row.preview).toEqual({ kind: body.kind, ...preview })
})

test('an event type nobody knows is a pill with its name; channel-level ones are no row', () => {
  expect(only({ type: 'telepathy' }).body).toEqual({ kind: 'event', type: 'telepathy' })
  const channelLevel = [
    line({ type: 'module', source: undefined as never }),
    line({ type: 'botSuspended' }),
    line({ type: 'accountLink', link: { result: 'failed' } }),
  ].map((event) => ({ ...event, key: `${CHANNEL}:-` }))
  expect(folded(channelLevel).changed).toEqual([])
  expect(folded([fact('log.beat', {}, { key: '-:beat' }), fact('somebody.invented', {})]).changed).toEqual([])
})

test('a preview holds at least the first line that says something, and never half a character', () => {
  const first = 'あ'.repeat(300)
  expect(only({ type: 'message', message: { id: '1', type: 'text', text: `\n ${first}\nrest` } }).preview.text).toBe(
    `\n ${first}`,
  )
  const astral = `${'x'.repeat(199)}\n😄 more`
  expect(only({ type: 'message', message: { id: '1', type: 'text', text: `${astral}${astral}` } }).preview.text).toBe(
    'x'.repeat(199) + '\n',
  )
})

test('who wrote in a group is a member of that group; without an id it is "a member", and nobody’s 1:1 is touched', () => {
  const { of, messages } = folded([
    line({ type: 'message', source: GROUP, message: { id: '1', type: 'text', text: 'a' } }),
    line({ type: 'message', source: { type: 'group', groupId: 'C1' }, message: { id: '2', type: 'text', text: 'b' } }),
    line({ type: 'message', source: { type: 'user' }, message: { id: '3', type: 'text', text: 'c' } }),
  ])
  expect(messages.map(({ by }) => by)).toEqual([
    { kind: 'contact', userId: 'U9' },
    { kind: 'contact', userId: null },
    { kind: 'contact', userId: null },
  ])
  expect(Object.keys(of('member'))).toEqual([`${CHANNEL}:C1/U9`])
  expect(of('contact')).toEqual({})
  expect(of('conversation')).toMatchObject({
    [`${CHANNEL}:C1`]: { kind: 'group', lineId: 'C1' },
    [`${CHANNEL}:?`]: { kind: 'unidentified', lineId: null },
  })
})

test('an id too long for a key is hashed there and whole in the row; ids of odd form are taken by their field', () => {
  const long = `U${'9'.repeat(300)}`
  const { of } = folded([
    line({ type: 'follow', source: { type: 'user', userId: long } }),
    line({ type: 'follow', source: { type: 'user', userId: 'Cuser' } }),
    line({ type: 'join', source: { type: 'room', roomId: 'not-an-R' } }),
  ])
  const [hashed, odd, room] = Object.values(of('conversation'))
  expect([hashed!.kind, hashed!.lineId]).toEqual(['user', long])
  expect(Object.values(of('contact'))[0]!.userId).toBe(long)
  expect([odd!.kind, room!.kind]).toEqual(['user', 'room'])
})

test('friendship follows the later of follow and unfollow, since when; a message alone proves nothing', () => {
  const friend = (...events: [string, number][]) =>
    Object.values(folded(events.map(([type, ms]) => line({ type, timestamp: at(ms) }))).of('contact'))[0]!.friend
  expect(friend(['message', 1])).toEqual({ state: 'unknown', since: null })
  expect(friend(['follow', 5], ['message', 9])).toEqual({ state: 'friend', since: at(5) })
  expect(friend(['unfollow', 7], ['follow', 5])).toEqual({ state: 'blocked', since: at(7) })
  expect(friend(['unfollow', 7], ['follow', 8])).toEqual({ state: 'friend', since: at(8) })
})

test('members join, leave and are seen writing; the later of joined and left wins', () => {
  const row = (...types: [string, number][]) => {
    const events = types.map(([type, ms]) =>
      line({
        type,
        timestamp: at(ms),
        source: GROUP,
        joined: { members: [{ userId: 'U9' }] },
        left: { members: [{ userId: 'U9' }] },
      }),
    )
    const { state, stateAt } = folded(events).of('member')[`${CHANNEL}:C1/U9`]!
    return [state, stateAt]
  }
  expect(row(['message', 4], ['message', 2])).toEqual(['seen', at(2)])
  expect(row(['memberJoined', 3], ['memberLeft', 5], ['message', 9])).toEqual(['left', at(5)])
  expect(row(['memberLeft', 5], ['memberJoined', 3])).toEqual(['left', at(5)])
  expect(row(['memberLeft', 5], ['memberJoined', 6])).toEqual(['joined', at(6)])
})

test('what comes more than a minute late is marked, and stands at the time it happened', () => {
  const event = text('slow')
  expect(folded([event], 60_000).messages[0]).not.toHaveProperty('late')
  expect(folded([event], 60_001).messages[0]).toMatchObject({ late: true, at: at(0) })
})

test('a profile fills contact and conversation; a failure keeps the last known name', () => {
  const events = [
    text('hi'),
    fact(
      'contact.profiled',
      { found: true, profile: { name: '葵', pictureUrl: 'https://p', language: 'ja' } },
      { at: at(5) },
    ),
    fact('contact.profiled', { found: false, status: 404 }, { at: at(9) }),
  ]
  const { of, dead } = folded(events)
  expect(dead).toEqual([])
  const key = `${CHANNEL}:Ucustomer`
  expect(of('contact')[key]).toMatchObject({ name: '葵', language: 'ja', profile: { at: at(9), found: false } })
  expect(of('conversation')[key]).toMatchObject({
    name: '葵',
    pictureUrl: 'https://p',
    profiledAt: at(9),
    updatedAt: at(5),
  })
})

test('a group’s and a member’s profile stand under the group’s key', () => {
  const key = `${CHANNEL}:C1`
  const { of } = folded([
    line({ type: 'join', source: GROUP }),
    fact('conversation.profiled', { found: true, name: '町内会', memberCount: 12 }, { key, at: at(3) }),
    fact('conversation.profiled', { found: false }, { key, at: at(4) }),
    fact('member.profiled', { userId: 'U9', found: true, name: 'Ken' }, { key, at: at(5) }),
  ])
  expect(of('conversation')[key]).toMatchObject({
    name: '町内会',
    memberCount: 12,
    profiledAt: at(4),
    updatedAt: at(3),
  })
  expect(of('member')).toMatchObject({ [`${key}/U9`]: { name: 'Ken', profiledAt: at(5), state: 'seen' } })
})

test('created is the earliest event, last updated the last exchange or change; a beacon is neither', () => {
  const key = `${CHANNEL}:Ucustomer`
  const row = folded([
    line({ type: 'beacon', timestamp: at(50), beacon: { type: 'stay' } }),
    text('b', { timestamp: at(20) }),
    line({ type: 'beacon', timestamp: at(90), beacon: { type: 'stay' } }),
    text('a', { timestamp: at(10) }),
  ]).of('conversation')[key]!
  expect([row.firstSeenAt, row.updatedAt]).toEqual([at(10), at(20)])
  const alone = folded([line({ type: 'beacon', timestamp: at(50) }), line({ type: 'beacon', timestamp: at(40) })])
  expect(alone.of('conversation')[key]).toMatchObject({ firstSeenAt: at(40), updatedAt: at(40) })
})

test('standby is recorded from the newest event', () => {
  const mode = (events: LineEvent[]) => Object.values(folded(events.map((e) => line(e))).of('conversation'))[0]!.mode
  const [standby, active] = [
    { type: 'message', mode: 'standby', timestamp: at(5) },
    { type: 'message', timestamp: at(9), mode: undefined as never },
  ]
  expect(mode([standby])).toEqual({ value: 'standby', at: at(5) })
  expect(mode([active, standby])).toEqual({ value: 'active', at: at(9) })
})

test('a send waits, is delayed, cancelled or sent; only the answer to the latest ask counts, and its time never changes', () => {
  const delivery = (...facts: [string, object, string?][]) => {
    const events = facts.map(([type, data, cause], i) =>
      fact(type, { message: 'M', ...data }, { id: `f${i}`, at: at(10 + i), ...(cause && { cause }) }),
    )
    const { messages, dead } = folded([queued('M', 'はい'), ...events])
    expect(dead).toEqual([])
    expect(messages[0]!.at).toBe(at(0))
    return messages[0]!
  }
  expect(delivery().delivery).toMatchObject({ state: 'queued', ask: 'M' })
  expect(delivery(['message.delayed', { since: 1 }, 'M']).delivery).toMatchObject({ state: 'delayed' })
  expect(delivery(['message.cancelAsked', {}]).delivery).toMatchObject({ state: 'queued', cancelAsked: true })
  expect(delivery(['message.cancelAsked', {}], ['message.cancelled', {}, 'M']).delivery).toEqual({
    state: 'cancelled',
    notificationDisabled: false,
    askedAt: at(0),
    ask: 'M',
    stateAt: at(11),
  })
  const sent = delivery(['message.sent', { via: 'reply', sentMessages: [{ id: '5', quoteToken: 'q' }] }, 'M'])
  expect(sent.delivery).toMatchObject({ state: 'sent', via: 'reply', sentMessages: [{ id: '5', quoteToken: 'q' }] })
  expect([sent.activity, sent.countable]).toEqual([true, false])
  expect(delivery(['message.sent', { via: 'push', sentMessages: [] }, 'another']).delivery!.state).toBe('queued')
  expect(delivery(['message.unknown', { via: 'push', why: 'timeout', retryUntil: 7 }, 'M']).delivery).toMatchObject({
    state: 'unknown',
    why: 'timeout',
    retryUntil: 7,
  })
  const failed: [string, object, string] = ['message.failed', { reason: 'quota', lineMessage: 'limit' }, 'M']
  expect(delivery(failed, ['message.retried', {}], failed).delivery).toMatchObject({ state: 'queued', ask: 'f1' })
  expect(
    delivery(failed, ['message.retried', {}], ['message.sent', { via: 'push', sentMessages: [] }, 'f1']),
  ).toMatchObject({
    delivery: { state: 'sent', askedAt: at(11) },
  })
})

test('what cannot be decoded, and a fact of ours without its shape, is no row’s death but its own', () => {
  const { dead, messages } = folded([
    { ...line({ type: 'message' }), data: '{"broken' },
    fact('message.queued', { nothing: true }, { id: 'M' }),
    text('fine'),
  ])
  expect(dead).toHaveLength(2)
  expect(messages.map(({ body, countable }) => [body.kind, countable])).toEqual([
    ['undisplayable', true],
    ['undisplayable', false],
    ['text', true],
  ])
})
