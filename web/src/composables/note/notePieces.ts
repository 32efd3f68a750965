// PURE: a note's text in pieces: names as they were written, addresses as safe links, the rest as it is. Joined they are the text.
import type { Mention } from '@madoguchi/contracts/event/note'
import { piecesOf, type Piece } from '../text/links.ts'
import { spansOf, type Written } from './mentions.ts'

export type NotePiece = Piece | { text: string; mention: Mention }

export const notePieces = (written: Written): NotePiece[] =>
  spansOf(written).flatMap(({ text, mention }): NotePiece[] =>
    mention === null ? piecesOf(text) : [{ text, mention }],
  )
