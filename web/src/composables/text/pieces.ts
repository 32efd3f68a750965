// A text with its LINE emoji and mentions, in pieces and in order; between them addresses are found as ever. The pieces joined are
// the text, whatever the places are: one that does not fit is passed over.
import type { EmojiAt, MentionAt } from '@madoguchi/contracts/row/body/placed'
import { piecesOf, type Piece } from './links.ts'

export type Placed = { text: string; emojis?: EmojiAt[] | undefined; mentions?: MentionAt[] | undefined }
export type TextPiece = Piece | { text: string; emoji: EmojiAt } | { text: string; mention: MentionAt }

export function textPieces({ text, emojis = [], mentions = [] }: Placed): TextPiece[] {
  const places = [
    ...emojis.map((emoji) => ({ index: emoji.index, length: emoji.length, made: { emoji } })),
    ...mentions.map((mention) => ({ index: mention.index, length: mention.length, made: { mention } })),
  ].sort((a, b) => a.index - b.index)
  const pieces: TextPiece[] = []
  let at = 0
  for (const { index, length, made } of places) {
    if (!(index >= at && length > 0 && index + length <= text.length)) continue
    pieces.push(...piecesOf(text.slice(at, index)), { text: text.slice(index, index + length), ...made })
    at = index + length
  }
  return [...pieces, ...piecesOf(text.slice(at))]
}
