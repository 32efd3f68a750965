import { expect, test } from 'vitest'
import type { Mention } from '@madoguchi/contracts/event/note'
import { fitting, moved, named, queryAt, spansOf, trimmed, type Written } from './mentions.ts'
import { notePieces } from './notePieces.ts'

const at = (start: number, length: number, id = 'mika'): Mention => ({ kind: 'agent', id, start, length })
const MIKA = { kind: 'agent' as const, id: 'mika', name: '林 美香' }
/** `|` = the caret. */
const asked = (text: string, mentions: Mention[] = []) => {
  const caret = text.indexOf('|')
  return queryAt({ text: text.replace('|', ''), mentions }, caret)
}

test('a sign asks for a name where a word begins, in Japanese after any letter, and never inside an address', () => {
  expect(asked('@|')).toEqual({ start: 0, query: '' })
  expect(asked('確認を@はや|')).toEqual({ start: 3, query: 'はや' })
  expect(asked('see ＠林 美|')).toEqual({ start: 4, query: '林 美' })
  expect(asked('mail a@b|')).toBeNull()
  expect(asked('@a\nb|')).toBeNull()
  expect(asked('no sign|')).toBeNull()
  expect(asked(`@${'x'.repeat(60)}|`)).toBeNull()
})

test('a name that stands is not asked for again', () => {
  expect(asked('@Mika so|', [at(0, 5)])).toBeNull()
  expect(asked('@Mika @K|', [at(0, 5)])).toEqual({ start: 6, query: 'K' })
})

test('the chosen name takes the place of what was typed, whatever stands around it', () => {
  const before: Written = { text: '@Ken ＠はや です', mentions: [at(0, 4, 'ken')] }
  const { text, mentions, caret } = named(before, { start: 5, query: 'はや' }, MIKA)
  expect(text).toBe('@Ken @林 美香 です')
  expect(mentions).toEqual([at(0, 4, 'ken'), at(5, 5)])
  expect(text.slice(0, caret)).toBe('@Ken @林 美香 ')
  const first = named({ text: '@ @Ken', mentions: [at(2, 4, 'ken')] }, { start: 0, query: '' }, MIKA)
  expect(first.mentions.map(({ start, length }) => first.text.slice(start, start + length))).toEqual([
    '@林 美香',
    '@Ken',
  ])
})

test('mentions move with what is written before them and stay where it is written behind', () => {
  const text = 'hi @Mika!'
  const one = [at(3, 5)]
  expect(moved({ text, mentions: one }, 'oh hi @Mika!')).toEqual([at(6, 5)])
  expect(moved({ text, mentions: one }, 'hi @Mika! ok')).toEqual(one)
  expect(moved({ text, mentions: one }, '@Mika!')).toEqual([at(0, 5)])
})

test('a name of which a letter is changed is plain text', () => {
  const text = 'hi @Mika!'
  expect(moved({ text, mentions: [at(3, 5)] }, 'hi @Mik!')).toEqual([])
  expect(moved({ text, mentions: [at(3, 5)] }, 'hi @Mixka!')).toEqual([])
  expect(moved({ text, mentions: [at(3, 5)] }, '')).toEqual([])
})

test('after any edit at all every mention still stands on the very words it stood on', () => {
  const signs = ['a', '@', 'あ', ' ', '\n', '👩']
  let seed = 7
  const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
  for (let run = 0; run < 400; run++) {
    let written: Written = { text: 'aa @aa あ @aa あ', mentions: [at(3, 3), at(9, 3, 'ken')] }
    for (let step = 0; step < 12; step++) {
      const [from, more] = [random(written.text.length + 1), signs[random(signs.length)]!]
      const to = Math.min(written.text.length, from + random(3))
      const text = written.text.slice(0, from) + more.repeat(random(3)) + written.text.slice(to)
      written = { text, mentions: moved(written, text) }
      for (const { start, length } of written.mentions) expect(text.slice(start, start + length)).toBe('@aa')
      expect(fitting(text, written.mentions)).toEqual(written.mentions)
    }
  }
})

test('white space around a note is not saved, and its names keep their places', () => {
  expect(trimmed({ text: '\n @Mika ok \n', mentions: [at(2, 5)] })).toEqual({ text: '@Mika ok', mentions: [at(0, 5)] })
})

test('spans that do not fit are passed over, and the pieces joined are the text', () => {
  const bad = [at(-1, 3), at(0, 0), at(2, 99), at(1, 3), at(2, 2), { ...at(0, 1), start: 0.5 }]
  const written = { text: '@Mika https://a.example', mentions: [...bad, at(0, 5)] }
  expect(fitting('@Mika', bad)).toEqual([at(1, 3)])
  expect(
    spansOf(written)
      .map(({ text }) => text)
      .join(''),
  ).toBe(written.text)
  const pieces = notePieces({ text: '@Mika https://a.example', mentions: [at(0, 5)] })
  expect(pieces.map(({ text }) => text)).toEqual(['@Mika', ' ', 'https://a.example'])
})
