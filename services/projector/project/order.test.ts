// Any order of arrival gives the same rows (line.md §10, 12 to 14): all permutations.
import { expect, test } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { Project } from '../commit/fold.ts'
import type { RowsByNoun, Noun } from './placed.ts'
import { project } from './project.ts'
import { CHANNEL, at, folded, line } from '../commit/build.fixture.ts'

function permutations<T>(all: T[]): T[][] {
  if (all.length < 2) return [all]
  return all.flatMap((one, i) => permutations(all.toSpliced(i, 1)).map((rest) => [one, ...rest]))
}

/** Without the offset at which a message first appeared, which is of the arrival and not of what was said. */
function withoutPlace(events: Envelope[], mutation?: Project) {
  const { changed, dead } = folded(events, 5, mutation)
  expect(dead).toEqual([])
  return Object.fromEntries(
    changed.map(({ noun, id, row }) => {
      const { place: _place, ...kept } = { place: 0, ...(row as RowsByNoun[Noun]) }
      return [`${noun} ${id}`, kept]
    }),
  )
}

function sameInAnyOrder(events: Envelope[], mutation?: Project) {
  const wanted = withoutPlace(events, mutation)
  const orders = permutations(events)
  for (const order of orders) expect(withoutPlace(order, mutation)).toEqual(wanted)
  return { rows: wanted, orders: orders.length }
}

const GROUP = { type: 'group', groupId: 'C1', userId: 'U9' }
const inGroup = (ms: number, event: LineEvent) => line({ source: GROUP, timestamp: at(ms), ...event })
const said = (ms: number, text: string, more: object = {}) =>
  inGroup(ms, {
    type: 'message',
    message: { id: '1', type: 'text', text, quoteToken: `q${ms}`, quotedMessageId: '7', ...more },
  })
const edited = (ms: number, text: unknown, more: object = {}) =>
  inGroup(ms, {
    type: 'messageEdited',
    message: { id: '1', type: 'text', text: text as string, quoteToken: `q${ms}`, ...more },
  })
const unsent = (ms: number) => inGroup(ms, { type: 'unsend', unsend: { messageId: '1' } })
const row = `message ${CHANNEL}:1`

test('edits end with the largest timestamp, before or after their message', () => {
  const { rows, orders } = sameInAnyOrder([said(0, 'a'), edited(3, 'c'), edited(2, 'b'), edited(3, 'a later tie')])
  expect(orders).toBe(24)
  expect(rows[row]).toMatchObject({
    body: { kind: 'text', text: 'c', quotedMessageId: '7', editedAt: at(3) },
    preview: { text: 'c' },
    quoteToken: 'q3',
    at: at(0),
  })
  expect(rows[row]).not.toHaveProperty('orphan')
})

const emoji = (index: number, productId: string) => ({ emojis: [{ index, length: 1, productId }] })
const mention = (userId: string) => ({ mention: { mentionees: [{ index: 0, length: 1, type: 'user', userId }] } })

test('with a text an edit brings the emoji and mentions in it, and takes those that were there; what is quoted stays', () => {
  const { rows } = sameInAnyOrder([
    said(0, 'abc', { ...emoji(0, 'first'), ...mention('U1') }),
    edited(2, 'xyz', { ...emoji(1, 'second'), quotedMessageId: '8' }),
    edited(3, 'xyz', { ...emoji(2, 'third'), ...mention('U3') }),
    edited(3, 'xyz', { ...emoji(2, 'a tie'), quotedMessageId: '9' }),
  ])
  expect(rows[row]).toMatchObject({
    body: {
      kind: 'text',
      text: 'xyz',
      quotedMessageId: '7',
      editedAt: at(3),
      emojis: [{ index: 2, length: 1, productId: 'third' }],
      mentions: [{ index: 0, length: 1, userId: 'U3' }],
    },
  })
  const alone = sameInAnyOrder([edited(2, 'b', { quotedMessageId: '8' }), edited(3, 'c')]).rows[row] as { body: object }
  expect(alone.body).toEqual({ kind: 'text', text: 'c', editedAt: at(3), earlier: [{ text: 'b', at: at(2) }] })
  const bare = sameInAnyOrder([said(0, 'abc', emoji(0, 'first')), edited(2, 'abc')]).rows[row] as { body: object }
  const earlier = [{ text: 'abc', at: at(0) }]
  expect(bare.body).toEqual({ kind: 'text', text: 'abc', quotedMessageId: '7', editedAt: at(2), earlier })
})

test('edits without their message are one row, placed by the earliest', () => {
  const { rows } = sameInAnyOrder([edited(5, 'e'), edited(3, 'c'), edited(4, 'd'), edited(6, undefined)])
  expect(rows[row]).toMatchObject({ at: at(3), orphan: true, body: { text: 'e', editedAt: at(5) } })
})

test('an unsend beats message and edits whatever the order, and is born erased when it comes first', () => {
  const { rows } = sameInAnyOrder([
    said(0, 'secret', emoji(0, 'secret emoji')),
    edited(2, 'secret too', mention('secret person')),
    unsent(1),
    edited(9, 'and this', emoji(1, 'secret emoji')),
  ])
  expect(rows[row]).toMatchObject({ body: { kind: 'unsent' }, countable: false, activity: false, at: at(0) })
  expect(JSON.stringify(rows)).not.toMatch(/secret|and this|q2|q0/)
  sameInAnyOrder([unsent(4), edited(2, 'secret'), unsent(3)])
})

test('an edit of what is no text, and an edit that holds none, change nothing', () => {
  const { rows } = sameInAnyOrder([said(0, '', { type: 'image' }), edited(3, 'words'), edited(4, { no: 'text' })])
  expect(rows[row]).toMatchObject({ body: { kind: 'image' } })
})

test('follow, block, messages and beacons end in one friendship and one set of times', () => {
  const person = (ms: number, event: LineEvent) => line({ timestamp: at(ms), ...event })
  const { rows } = sameInAnyOrder([
    person(1, { type: 'beacon', beacon: { type: 'enter' } }),
    person(2, { type: 'follow' }),
    person(3, { type: 'message', message: { id: '5', type: 'text', text: 'hi' } }),
    person(4, { type: 'unfollow' }),
    person(9, { type: 'beacon', mode: 'standby', beacon: { type: 'leave' } }),
  ])
  expect(rows[`conversation ${CHANNEL}:Ucustomer`]).toMatchObject({
    friend: { state: 'blocked', since: at(4) },
    firstSeenAt: at(1),
    updatedAt: at(4),
    mode: { value: 'standby', at: at(9) },
  })
})

test('pictures of a set and quoting stickers keep what they say in any order', () => {
  const picture = (id: string, index: number) =>
    inGroup(index, { type: 'message', message: { id, type: 'image', imageSet: { id: 'set', index, total: 3 } } })
  const sticker = inGroup(4, { type: 'message', message: { id: '4', type: 'sticker', quotedMessageId: '1' } })
  const { rows } = sameInAnyOrder([
    picture('1', 1),
    picture('2', 2),
    sticker,
    line({ type: 'unsend', source: GROUP, timestamp: at(9), unsend: { messageId: '2' } }),
  ])
  expect(rows[row]).toMatchObject({ body: { kind: 'image', setId: 'set', setIndex: 1, setTotal: 3 } })
  expect(rows[`message ${CHANNEL}:2`]).toMatchObject({ body: { kind: 'unsent' } })
  expect(rows[`message ${CHANNEL}:4`]).toMatchObject({ body: { kind: 'sticker', quotedMessageId: '1' } })
})

test('a group’s coming and going, its members and pictures end alike', () => {
  const { rows } = sameInAnyOrder([
    inGroup(1, { type: 'join' }),
    inGroup(2, { type: 'memberJoined', joined: { members: [{ userId: 'U9' }, { userId: 'U2' }] } }),
    inGroup(3, { type: 'memberLeft', left: { members: [{ userId: 'U9' }] } }),
    inGroup(3, { type: 'message', message: { id: '8', type: 'image', imageSet: { id: 's', index: 2, total: 2 } } }),
    inGroup(7, { type: 'leave' }),
  ])
  expect(rows[`member ${CHANNEL}:C1/U9`]).toMatchObject({ state: 'left', stateAt: at(3) })
})

test('the checker notices a projection that goes by arrival', () => {
  const byArrival: Project = (placed, held) =>
    project({ ...placed, event: { ...placed.event, at: at(placed.place) } }, held)
  expect(() => sameInAnyOrder([said(0, 'a'), edited(3, 'c'), edited(2, 'b')], byArrival)).toThrow()
  const comeAndGo = [line({ type: 'follow', timestamp: at(9) }), line({ type: 'unfollow', timestamp: at(2) })]
  expect(() => sameInAnyOrder(comeAndGo, byArrival)).toThrow()
})
