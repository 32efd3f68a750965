// Emoji and mentions inside a text. LINE counts UTF-16 code units and is sometimes wrong (line.md §2.5): whatever does not lie in the
// text, or overlaps what began earlier, is dropped and its text stays plain; the rest never begins or ends within a character.
import type { EmojiAt, MentionAt } from '@madoguchi/contracts/row/body/placed'
import { dense, listOf, recordOf, textOf } from '@madoguchi/contracts/event/value'

/** More than anybody writes; a hostile list must not become as many elements on a screen. */
const MOST = 500

type Range = { index: number; length: number }
type Found = Range & ({ mention: Omit<MentionAt, keyof Range> } | { emoji: Omit<EmojiAt, keyof Range> })

/** Nothing is absent and not empty: a text without them is the same row as ever. */
export function placedIn(
  text: string,
  message: Record<string, unknown>,
): { emojis?: EmojiAt[]; mentions?: MentionAt[] } {
  const apart = withoutOverlap([
    ...listOf(recordOf(message.mention).mentionees).flatMap((one) => mentionIn(text, recordOf(one))),
    ...listOf(message.emojis).flatMap((one) => emojiIn(text, recordOf(one))),
  ])
  const emojis = apart.flatMap((one) => ('emoji' in one ? [{ ...rangeOf(one), ...one.emoji }] : []))
  const mentions = apart.flatMap((one) => ('mention' in one ? [{ ...rangeOf(one), ...one.mention }] : []))
  return { ...(emojis.length > 0 ? { emojis } : {}), ...(mentions.length > 0 ? { mentions } : {}) }
}

const rangeOf = ({ index, length }: Range): Range => ({ index, length })

function emojiIn(text: string, one: Record<string, unknown>): Found[] {
  const emoji = dense({ productId: textOf(one.productId), emojiId: textOf(one.emojiId) })
  return rangeIn(text, one).map((range) => ({ ...range, emoji }))
}

function mentionIn(text: string, one: Record<string, unknown>): Found[] {
  const mention = dense({
    type: one.type === 'all' ? ('all' as const) : ('user' as const),
    userId: textOf(one.userId),
    isSelf: one.isSelf === true ? (true as const) : undefined,
  }) as Omit<MentionAt, keyof Range>
  return rangeIn(text, one).map((range) => ({ ...range, mention }))
}

function rangeIn(text: string, { index, length }: Record<string, unknown>): Range[] {
  if (!isCount(index) || !isCount(length) || length === 0 || index >= text.length) return []
  const start = splits(text, index) ? index - 1 : index
  const clamped = Math.min(index + length, text.length)
  const end = splits(text, clamped) ? clamped + 1 : clamped
  return [{ index: start, length: end - start }]
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

/** A cut here would leave two halves of one character. */
const splits = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '')

function withoutOverlap(all: Found[]): Found[] {
  const kept: Found[] = []
  let end = 0
  for (const one of all.toSorted((a, b) => a.index - b.index)) {
    if (one.index < end || kept.length === MOST) continue
    kept.push(one)
    end = one.index + one.length
  }
  return kept
}
