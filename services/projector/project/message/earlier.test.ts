import { expect, test } from 'vitest'
import { dice } from '../../commit/history.fixture.ts'
import { CHANNEL, at, folded, line } from '../../commit/build.fixture.ts'

const of = (type: string, ms: number, text: string, more: object = {}) =>
  line({ type, timestamp: at(ms), message: { id: '1', type: 'text', text }, ...more })
const said = of('message', 0, 'first')
const edited = (ms: number, text: string, more = {}) => of('messageEdited', ms, text, more)
const unsent = line({ type: 'unsend', timestamp: at(99), unsend: { messageId: '1' } })
const bodyAfter = (events: Parameters<typeof folded>[0]) => folded(events).of('message')[`${CHANNEL}:1`]!.body

test('every wording but the present one is kept with the time from which it held, and an unsend takes them all', () => {
  const body = {
    kind: 'text',
    text: 'third',
    editedAt: at(4),
    earlier: [
      { text: 'first', at: at(0) },
      { text: 'second', at: at(2) },
    ],
  }
  expect(bodyAfter([said, edited(2, 'second'), edited(4, 'third')])).toEqual(body)
  expect(bodyAfter([edited(4, 'third'), edited(2, 'second'), said])).toEqual(body)
  expect(bodyAfter([said, edited(2, 'second'), unsent, edited(4, 'third')])).toEqual({ kind: 'unsent' })
})

test('an edit delivered twice is one wording, also where it holds what no row can hold', () => {
  const twice = [edited(2, 'two \u0000'), edited(3, 'three'), edited(2, 'two \u0000', { webhookEventId: 'again' })]
  expect(bodyAfter([said, ...twice])).toMatchObject({ earlier: [{ text: 'first' }, { text: 'two \uFFFD' }] })
})

test('of very many the latest 20 stay, whatever the order they came in', () => {
  const edits = Array.from({ length: 40 }, (_, n) => edited(1 + n, `wording ${n}`))
  const whole = bodyAfter([said, ...edits])
  expect(whole).toMatchObject({ text: 'wording 39', editedAt: at(40) })
  expect((whole as { earlier: { text: string }[] }).earlier.map(({ text }) => text)).toEqual(
    Array.from({ length: 20 }, (_, n) => `wording ${19 + n}`),
  )
  for (const seed of [1, 2, 3, 4, 5]) {
    const d = dice(seed)
    const order = [said, ...edits].map((event) => ({ event, at: d.below(1_000) })).toSorted((a, b) => a.at - b.at)
    expect(bodyAfter(order.map(({ event }) => event))).toEqual(whole)
  }
})
