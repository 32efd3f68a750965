// PURE: text as search compares it, on both sides: width, case and kana form are ignored (LP-13). Folded piece by piece, a sign with
// what modifies it, so that every place in the folded text is known in the written one.

/** What joins the sign before it when normalised: marks, ﾞ and ﾟ of half width, the later letters of a Hangul syllable, what is unseen. */
const JOINS = '\\p{M}\\p{Default_Ignorable_Code_Point}\\uFF9E\\uFF9F\\u1160-\\u11FF\\u3131-\\u318E\\uFFA0-\\uFFDC'
const PIECE = new RegExp(`[^${JOINS}][${JOINS}]*|[${JOINS}]+`, 'gsu')
const PLAIN = /^[\x20-\x7E]*$/

/** Not shown by themselves: variation selectors of kanji and emoji, joiners, soft hyphens, marks of direction. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu
/** Signs that keyboards and code pages mix up, and that NFKC keeps apart. */
const DASHES = /[\u2010-\u2015\u2212]/g
const WAVE = /\u301C/g
const KATAKANA = /[\u30A1-\u30F6\u30FD\u30FE]/g
/** Katakana whose hiragana takes two signs. */
const VOICED: Record<string, string> = { ヷ: 'わ\u3099', ヸ: 'ゐ\u3099', ヹ: 'ゑ\u3099', ヺ: 'を\u3099' }
const KANA_STEP = 0x60

const hiragana = (one: string): string => String.fromCharCode(one.charCodeAt(0) - KANA_STEP)

function foldPiece(piece: string): string {
  return piece
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(KATAKANA, hiragana)
    .replace(/[ヷ-ヺ]/g, (one) => VOICED[one]!)
    .replace(DASHES, '-')
    .replace(WAVE, '~')
}

/** No database's text holds U+0000 or half a character; the length stays. */
const whole = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return (whole(text).match(PIECE) ?? []).map(foldPiece).join('')
}

/** `starts[i]`, `ends[i]`: where the piece that unit i of the folded text came of begins and ends in the written text. */
export type Mapped = { folded: string; starts: number[]; ends: number[] }

export function foldMapped(text: string): Mapped {
  const mapped: Mapped = { folded: '', starts: [], ends: [] }
  for (const { 0: piece, index } of whole(text).matchAll(PIECE)) {
    const folded = foldPiece(piece)
    mapped.folded += folded
    for (let i = 0; i < folded.length; i += 1) {
      mapped.starts.push(index)
      mapped.ends.push(index + piece.length)
    }
  }
  return mapped
}
