// The same log gives the same rows however it is cut into batches and whatever the rows went through between them: emoji, mentions,
// sets, quotes and every kind of what we say, with places that lie.
import { expect, test } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { CHANNEL, at, fact, line } from '../../commit/build.fixture.ts'
import { foldAll } from '../../commit/fold.ts'
import { createFold } from '../../commit/held.ts'
import { dice, type Dice } from '../../commit/history.fixture.ts'
import type { Noun } from '../placed.ts'

const TEXTS = ['', '@shop (love)', '👋👋 (x)', '\ud83d\u0000(y)', 'あ'.repeat(400), '{a} $ {b}']
const NUMBERS = [0, 1, 2, 5, 9, -1, 0.5, -0, 1e300, '1', null]
const place = (d: Dice) => ({ index: d.of(NUMBERS), length: d.of(NUMBERS), productId: d.of(['p', '\ud800', 7]) })
const places = (d: Dice) => ({
  emojis: Array.from({ length: d.below(5) }, () => place(d)),
  mention: {
    mentionees: Array.from({ length: d.below(4) }, () => ({ ...place(d), type: d.of(['user', 'all']), isSelf: true })),
  },
})
const OBJECTS = [
  { type: 'text', text: 'Hi $', emojis: [{ index: 3, productId: 'p', emojiId: 'e' }] },
  { type: 'textV2', text: '{a}', substitution: { a: { type: 'mention', mentionee: { type: 'all' } } } },
  ...['image', 'video', 'audio', 'sticker', 'location', 'coupon', 'hologram'].map((type) => ({ type })),
  ...['imagemap', 'template', 'flex'].map((type) => ({ type, altText: 'Menu\u0000' })),
  null,
]

const source = { type: 'group', groupId: 'C1', userId: 'U9' }
function happening(d: Dice, n: number): Envelope {
  const message = { id: String(d.below(150)), quotedMessageId: d.of(['1', '2']), quoteToken: `q${n}` }
  const heard = (type: string, more: object) =>
    line({ type, source, timestamp: at(n), webhookEventId: `E${n}`, ...more })
  const text = { ...message, type: 'text', text: d.of(TEXTS), ...places(d) }
  const media = { ...message, type: d.of(['image', 'sticker']), imageSet: { id: d.of(['s', 7]), index: 1, total: 2 } }
  const messages = Array.from({ length: 1 + d.below(3) }, () => d.of(OBJECTS))
  return d.of([
    () => heard('message', { message: text }),
    () => heard('message', { message: media }),
    () => heard('messageEdited', { message: text }),
    () => heard('unsend', { unsend: { messageId: message.id } }),
    () =>
      fact(
        'message.queued',
        { messages, notificationDisabled: false },
        { id: `S${n}`, key: `${CHANNEL}:C1`, at: at(n) },
      ),
  ])()
}

/** Rows after each batch go through JSON, as through a table. */
function rowsOf(events: Envelope[], batch: number): Map<string, unknown> {
  const table = new Map<string, { noun: Noun; id: string; json: string }>()
  for (let from = 0; from < events.length; from += batch) {
    const fold = createFold()
    for (const { noun, id, json } of table.values()) fold.put(noun, id, JSON.parse(json) as never)
    const due = events.slice(from, from + batch).map((event, i) => ({
      part: 0,
      off: from + i,
      place: from + i,
      key: `k${from + i}`,
      loggedAt: event.at + 5,
      event,
    }))
    const { changed, dead } = foldAll(due, fold)
    expect(dead).toEqual([])
    for (const { noun, id, row } of changed) table.set(`${noun} ${id}`, { noun, id, json: JSON.stringify(row) })
  }
  return new Map([...table].map(([key, { json }]) => [key, JSON.parse(json) as unknown]))
}

test.each([1, 2, 3])('history %i is the same in one batch, in small ones and event by event', (seed) => {
  const d = dice(seed)
  const events = Array.from({ length: 400 }, (_, n) => happening(d, n))
  const whole = rowsOf(events, events.length)
  const all = JSON.stringify([...whole])
  for (const field of ['emojis', 'mentions', 'editedAt', 'setId'])
    expect([field, all.includes(`"${field}"`)]).toEqual([field, true])
  expect(rowsOf(events, 7)).toEqual(whole)
  expect(rowsOf(events, 1)).toEqual(whole)
})
