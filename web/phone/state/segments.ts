import type { Message } from './chat.ts'

/** A piece of a text: words, a place where LINE has an emoji, or somebody's name. */
export type Segment = { kind: 'words' | 'emoji' | 'mention'; text: string }
type Range = { index: number; length: number; segment: Segment }
type Substitute = {
  type?: string
  productId?: string
  emojiId?: string
  mentionee?: { type?: string; userId?: string }
}
export type NameOf = (userId: string) => string

const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
const words = (text: string): Segment => ({ kind: 'words', text })

function rangesOf(message: Message, text: string): Range[] {
  const mention = (message.mention ?? {}) as { mentionees?: unknown }
  const marks = [
    ...list(message.emojis).map((one) => ({ ...one, kind: 'emoji' as const })),
    ...list(mention.mentionees).map((one) => ({ ...one, kind: 'mention' as const })),
  ] as { kind: 'emoji' | 'mention'; index?: unknown; length?: unknown; emojiId?: unknown }[]
  const ranges = marks.flatMap(({ kind, index, length, emojiId }): Range[] => {
    // What we send has a `$` in the place of each emoji and no length.
    const size = length === undefined && kind === 'emoji' ? 1 : length
    if (!Number.isInteger(index) || !Number.isInteger(size)) return []
    const [at, end] = [index as number, (index as number) + (size as number)]
    if (at < 0 || end <= at || end > text.length) return []
    const shown = length === undefined ? `:${String(emojiId)}:` : text.slice(at, end)
    return [{ index: at, length: end - at, segment: { kind, text: shown } }]
  })
  return ranges.toSorted((a, b) => a.index - b.index)
}

/** PURE. Ranges that overlap an earlier one are plain words. */
function cut(text: string, ranges: Range[]): Segment[] {
  const found: Segment[] = []
  let at = 0
  for (const { index, length, segment } of ranges) {
    if (index < at) continue
    if (index > at) found.push(words(text.slice(at, index)))
    found.push(segment)
    at = index + length
  }
  if (at < text.length || found.length === 0) found.push(words(text.slice(at)))
  return found
}

function substituted(one: Substitute | undefined, name: string, nameOf: NameOf): Segment {
  if (one?.type === 'emoji') return { kind: 'emoji', text: `:${String(one.emojiId)}:` }
  if (one?.mentionee?.type === 'all') return { kind: 'mention', text: '@All' }
  const userId = one?.mentionee?.userId
  return { kind: 'mention', text: `@${(userId === undefined ? '' : nameOf(userId)) || name}` }
}

function ofTemplate(text: string, given: Record<string, Substitute>, nameOf: NameOf): Segment[] {
  const found: Segment[] = []
  const say = (more: string) => {
    const last = found.at(-1)
    if (last?.kind === 'words') last.text += more
    else if (more !== '') found.push(words(more))
  }
  let at = 0
  for (const match of text.matchAll(/\{\{|\}\}|\{(\w{1,20})\}/g)) {
    say(text.slice(at, match.index))
    const name = match[1]
    if (name === undefined) say(match[0][0]!)
    else found.push(substituted(Object.hasOwn(given, name) ? given[name] : undefined, name, nameOf))
    at = match.index + match[0].length
  }
  say(text.slice(at))
  return found.length > 0 ? found : [words('')]
}

/** PURE. A text or textV2 as a phone shows it; null for every other kind. Never throws, whatever the ranges say. */
export function segmentsOf(message: Message, nameOf: NameOf = () => ''): Segment[] | null {
  if (typeof message.text !== 'string') return null
  if (message.type === 'text') return cut(message.text, rangesOf(message, message.text))
  if (message.type !== 'textV2') return null
  return ofTemplate(message.text, (message.substitution ?? {}) as Record<string, Substitute>, nameOf)
}
