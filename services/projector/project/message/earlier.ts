// What a text said before its edits: the latest 20 wordings but the present one, each with the time from which it held. A function of
// all that was said, so the order of arrival does not matter: what falls off the end is older than all that stays.
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'

type Text = Extract<Body, { kind: 'text' }>
export type Wording = { text: string; at: number }

const KEPT = 20

/** Of rows that say a text of one message. `now`: what it says at present, which is always an edit. */
export function earlierOf(rows: MessageRow[], now: Text): Wording[] {
  const known = new Map<string, Wording>()
  for (const { at, body, orphan } of rows) {
    const text = body as Text
    if (orphan === true && text.editedAt === undefined) continue // an edit that came without a text
    for (const one of [...(text.earlier ?? []), wordingOf(text, at)]) known.set(keyOf(one), one)
  }
  known.delete(keyOf(wordingOf(now, NaN)))
  return [...known.values()].toSorted(inOrder).slice(-KEPT)
}

/** `at`: of the message, whose own text has no time of an edit. */
const wordingOf = ({ text, editedAt }: Text, at: number): Wording => ({ text, at: editedAt ?? at })
const keyOf = ({ text, at }: Wording) => `${at} ${text}`
const inOrder = (a: Wording, b: Wording) => a.at - b.at || (a.text < b.text ? -1 : 1)
