import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { Body } from '@madoguchi/contracts/row/message'
import { folded, line } from '../../commit/build.fixture.ts'
import { bodyOf } from './body.ts'

type Text = Extract<Body, { kind: 'text' }>
const read = (text: string, more: object) => bodyOf({ type: 'text', text, ...more }) as Text
const emojis = (text: string, ...list: unknown[]) => read(text, { emojis: list }).emojis
const cut = (text: string, ...list: unknown[]) =>
  emojis(text, ...list)?.map(({ index, length }) => text.slice(index, index + length))

test('emoji and mentions keep their places, ids and whom they mean', () => {
  const body = read('@shop hi (love)', {
    emojis: [{ index: 9, length: 6, productId: 'p', emojiId: 'e' }],
    mention: { mentionees: [{ index: 0, length: 5, type: 'user', userId: 'U1', isSelf: true }] },
  })
  expect(body).toEqual({
    kind: 'text',
    text: '@shop hi (love)',
    emojis: [{ index: 9, length: 6, productId: 'p', emojiId: 'e' }],
    mentions: [{ index: 0, length: 5, type: 'user', userId: 'U1', isSelf: true }],
  })
  expect(read('@all x', { mention: { mentionees: [{ index: 0, length: 4, type: 'all' }] } }).mentions).toEqual([
    { index: 0, length: 4, type: 'all' },
  ])
})

test('they come sorted, and what overlaps an earlier one of either kind is dropped', () => {
  expect(cut('(a)(b)', { index: 3, length: 3 }, { index: 0, length: 3 })).toEqual(['(a)', '(b)'])
  expect(cut('(a)(b)', { index: 0, length: 4 }, { index: 3, length: 3 })).toEqual(['(a)('])
  const both = read('@shop', {
    emojis: [{ index: 2, length: 2 }],
    mention: { mentionees: [{ index: 0, length: 5, type: 'user' }] },
  })
  expect(both).toEqual({ kind: 'text', text: '@shop', mentions: [{ index: 0, length: 5, type: 'user' }] })
})

test('what does not lie in the text is dropped, an end beyond it is cut', () => {
  const wrong = [
    { index: 14, length: 6 },
    { index: 12, length: 1 },
    { index: -1, length: 3 },
    { index: 0, length: -3 },
    { index: 0, length: 0 },
    { index: 0.5, length: 2 },
    { index: '0', length: 2 },
    { index: NaN, length: Infinity },
    {},
    null,
    7,
    'x',
  ]
  expect(read('twelve chars', { emojis: wrong, mention: { mentionees: wrong } })).toEqual({
    kind: 'text',
    text: 'twelve chars',
  })
  expect(cut('twelve chars', { index: 7, length: 1e300 })).toEqual(['chars'])
  expect(read('x', { emojis: 'no list', mention: [] })).toEqual({ kind: 'text', text: 'x' })
})

test('a place never begins or ends within a character; half a character alone is one unit', () => {
  expect(cut('a👋b', { index: 2, length: 1 })).toEqual(['👋'])
  expect(cut('a👋b', { index: 0, length: 2 })).toEqual(['a👋'])
  expect(cut('👋👋', { index: 0, length: 1 }, { index: 1, length: 1 }, { index: 3, length: 1 })).toEqual(['👋', '👋'])
  expect(cut('a\ud83db', { index: 1, length: 1 })).toEqual(['\ud83d'])
  expect(cut('\udc4b', { index: 0, length: 1 })).toEqual(['\udc4b'])
})

test('ten thousand emoji, whatever their places, are read in no time and become few', () => {
  let seed = 11
  const next = (n: number) => (seed = (seed * 48271) % 2147483647) % n
  const text = 'あ👋(x)'.repeat(1_000)
  const list = Array.from({ length: 10_000 }, () => ({ index: next(7_000) - 500, length: next(9) - 1 }))
  const start = performance.now()
  const found = emojis(text, ...list)!
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(found.length).toBeGreaterThan(100)
  expect(found.length).toBeLessThanOrEqual(500)
  let end = 0
  for (const { index, length } of found) {
    expect(index).toBeGreaterThanOrEqual(end)
    end = index + length
    expect(text.slice(index, end).isWellFormed()).toBe(true)
  }
  expect(end).toBeLessThanOrEqual(text.length)
})

test('ids that no database holds do not cost the message', () => {
  const message = { id: '1', type: 'text', text: '(a)', emojis: [{ index: 0, length: 3, productId: '\ud800\u0000' }] }
  const { dead, messages } = folded([line({ type: 'message', message })])
  expect(dead).toEqual([])
  expect(JSON.stringify(messages[0]!.body)).not.toMatch(/\\u0000|\\ud800/)
})

const WEBHOOKS = join(import.meta.dirname, '../../../../../shared/fixtures/webhooks')
const there = existsSync(WEBHOOKS)
if (!there) console.log('published webhooks are not read: ../shared/fixtures is not there')

test.skipIf(!there)('every place in a published webhook lies in its text, or is gone', () => {
  let seen = 0
  for (const file of globSync('**/*.json', { cwd: WEBHOOKS })) {
    const { events = [] } = JSON.parse(readFileSync(join(WEBHOOKS, file), 'utf8')) as { events?: LineEvent[] }
    for (const { message } of events) {
      if (message?.type !== 'text') continue
      const { text, emojis = [], mentions = [] } = bodyOf(message) as Text
      for (const { index, length } of [...emojis, ...mentions]) {
        seen += 1
        expect([file, index >= 0 && length > 0 && index + length <= text.length]).toEqual([file, true])
      }
    }
  }
  expect(seen).toBeGreaterThan(0)
})
