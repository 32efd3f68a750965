// PURE: a text of ours as the customer sees it. A LINE emoji is a picture that LINE alone has: one OBJECT REPLACEMENT CHARACTER
// stands for it. Objects are read leniently: what is no text is empty, what names nothing stays as it was written.
import type { EmojiAt, MentionAt } from './placed.ts'

export const PICTURE = '\uFFFC'

export type SentText = { text: string; emojis: EmojiAt[]; mentions: MentionAt[] }
type Open = Record<string, unknown>

/** `nameOf`: a member's name by LINE user id. */
export function sentText(message: object, nameOf: (userId: string) => string): SentText {
  const { type, text, emojis, substitution } = message as Open
  const written = typeof text === 'string' ? text : ''
  return type === 'textV2' ? substituted(written, openOf(substitution), nameOf) : withEmojis(written, emojis)
}

const openOf = (value: unknown): Open => (typeof value === 'object' && value !== null ? (value as Open) : {})
const idOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const emojiAt = (index: number, { productId, emojiId }: Open): EmojiAt => ({
  index,
  length: 1,
  productId: idOf(productId),
  emojiId: idOf(emojiId),
})

/** Each index must hit a `$` (line.md §4). */
function withEmojis(text: string, list: unknown): SentText {
  const places = new Map<number, EmojiAt>()
  for (const one of Array.isArray(list) ? list.map(openOf) : [])
    if (typeof one.index === 'number' && text[one.index] === '$') places.set(one.index, emojiAt(one.index, one))
  const shown =
    places.size === 0 ? text : text.replaceAll('$', (dollar, at: number) => (places.has(at) ? PICTURE : dollar))
  return { text: shown, emojis: [...places.values()].sort((a, b) => a.index - b.index), mentions: [] }
}

/** `{key}` stands for what `substitution` names; `{{` and `}}` are a bracket. */
function substituted(written: string, substitution: Open, nameOf: (userId: string) => string): SentText {
  const said: SentText = { text: '', emojis: [], mentions: [] }
  for (const [part, key] of written.matchAll(/\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}|[^{}]+|[{}]/g)) {
    const one = key !== undefined && Object.hasOwn(substitution, key) ? openOf(substitution[key]) : null
    if (one !== null) say(said, one, { nameOf, written: part })
    else said.text += part === '{{' ? '{' : part === '}}' ? '}' : part
  }
  return said
}

function say(said: SentText, one: Open, { nameOf, written }: { nameOf: (userId: string) => string; written: string }) {
  const index = said.text.length
  if (one.type === 'emoji') {
    said.text += PICTURE
    said.emojis.push(emojiAt(index, one))
    return
  }
  const who = openOf(one.mentionee)
  if (one.type !== 'mention' || (who.type !== 'all' && typeof who.userId !== 'string')) {
    said.text += written
    return
  }
  const [type, userId] = who.type === 'all' ? (['all'] as const) : (['user', idOf(who.userId)] as const)
  said.text += `@${userId === undefined ? 'All' : nameOf(userId)}`
  const mention = { index, length: said.text.length - index, type }
  said.mentions.push(userId === undefined ? mention : { ...mention, userId })
}
