// PURE: text as it is compared: width, case and kana or Latin letters make no difference. Each compared letter knows which letters of the
// original it stands for, so that a hit can be marked there.
import { toKana, toRomaji } from 'wanakana'

/** `at[i]`: where in the original the letter `letters[i]` begins; `end[i]`: where it ends. */
export type Folded = { letters: string; at: number[]; end: number[] }

const EMPTY = (): Folded => ({ letters: '', at: [], end: [] })

function add(folded: Folded, letters: string, at: number, end: number) {
  folded.letters += letters
  for (let i = 0; i < letters.length; i++) {
    folded.at.push(at)
    folded.end.push(end)
  }
}

/** Half-width kana carry their voicing mark behind them. */
const CHARACTER = /[\uff66-\uff9d][\uff9e\uff9f]|\P{M}\p{M}*|\p{M}/gu

/** As it stands: NFKC, lower case. */
export function folded(text: string): Folded {
  const all = EMPTY()
  for (const { 0: character, index } of text.matchAll(CHARACTER))
    add(all, character.normalize('NFKC').toLowerCase(), index, index + character.length)
  return all
}

/** A mora: a doubled consonant goes with what it doubles, small kana and the long mark with what they change. */
const MORA = /[っッ]*(?:[ぁ-ゖァ-ヺ])[ゃゅょゎぁぃぅぇぉャュョヮァィゥェォー]*|[っッー]/gu

/** Kana in Latin letters, all else as it is; null where there is no kana. */
export function romanised(text: string): Folded | null {
  const plain = folded(text)
  if (!/[\u3041-\u3096\u30a1-\u30fa]/.test(plain.letters)) return null
  const all = EMPTY()
  let done = 0
  const asIs = (to: number) => {
    for (; done < to; done++) add(all, plain.letters[done]!, plain.at[done]!, plain.end[done]!)
  }
  for (const { 0: mora, index } of plain.letters.matchAll(MORA)) {
    asIs(index)
    const last = index + mora.length - 1
    add(all, toRomaji(mora).replaceAll(/['-]/g, ''), plain.at[index]!, plain.end[last]!)
    done = last + 1
  }
  asIs(plain.letters.length)
  return all
}

/**
 * What was typed, in the ways it may be meant: as it is; kana in Latin letters; Latin letters in the one spelling that `romanised` writes
 * ("si" and "shi" are one kana), also in the middle of a composition ("やm").
 */
export function needlesOf(query: string): string[] {
  const plain = folded(query.trim()).letters.replaceAll(/\s+/gu, ' ')
  const kana = toKana(plain, { passRomaji: false })
  const spelt = (text: string) => romanised(text)?.letters ?? text
  return [...new Set([plain, spelt(plain), spelt(kana)])].filter((needle) => needle !== '')
}
