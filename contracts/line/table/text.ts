// text and textV2. `$` marks where a LINE emoji stands; `{key}` what `substitution` says of it, `{{` and `}}` are plain braces.
import { isJson, listOf, own } from '../check/check.ts'
import type { Run } from '../check/problem.ts'
import { choice, dict, list, maybe, object, text, whole, type Json } from '../check/rule.ts'
import { TEXT_MAX } from '../size.ts'
import { COMMON } from './every.ts'

const emoji = { productId: text(), emojiId: text() }
export const TEXT_EMOJI = object({ index: whole(), ...emoji })
/** Of each: mentions and LINE emoji. */
export const SUBSTITUTES_MAX = 20

export const TEXT = object(
  {
    text: text(TEXT_MAX, { blank: true }),
    emojis: maybe(list(TEXT_EMOJI, 0, 20)),
    quoteToken: maybe(text()),
    ...COMMON,
  },
  emojisHit,
)

function emojisHit(message: Json, at: string, run: Run): void {
  const words = own(message, 'text')
  if (typeof words !== 'string') return
  for (const [i, one] of listOf(own(message, 'emojis')).slice(0, TEXT.fields.emojis.max).entries()) {
    const index = isJson(one) ? own(one, 'index') : undefined
    if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && words[index] !== '$')
      run.say(`${at}.emojis[${i}].index`, 'misplaced')
  }
}

export const MENTIONEES = { user: object({ userId: text() }), all: object({}) }
export const SUBSTITUTES = {
  mention: object({ mentionee: choice(() => MENTIONEES) }),
  emoji: object(emoji),
}

const KEY = /^\w{1,20}$/
export const TEXT_V2 = object(
  {
    text: text(TEXT_MAX, { blank: true }),
    substitution: maybe(
      dict(
        KEY,
        100,
        choice(() => SUBSTITUTES),
      ),
    ),
    quoteToken: maybe(text()),
    ...COMMON,
  },
  placesFilled,
)

/** The keys in order; null = a brace has no partner. */
export function placesOf(words: string): string[] | null {
  const keys: string[] = []
  for (const [token, key] of words.matchAll(/\{\{|\}\}|\{(\w{1,20})\}|[{}]/g)) {
    if (key !== undefined) keys.push(key)
    else if (token.length === 1) return null
  }
  return keys
}

function placesFilled(message: Json, at: string, run: Run): void {
  const words = own(message, 'text')
  const keys = typeof words === 'string' && words.length <= TEXT_MAX ? placesOf(words) : []
  if (keys === null) run.say(`${at}.text`, 'malformed')
  const given = own(message, 'substitution') ?? {}
  if (!isJson(given)) return
  for (const key of new Set(keys)) if (own(given, key) === undefined) run.say(`${at}.substitution.${key}`, 'empty')
  countKinds(given, keys ?? [], `${at}.substitution`, run)
}

/** A key that stands twice in the text is said twice. */
function countKinds(given: Json, keys: string[], at: string, run: Run): void {
  const kindOf = (key: string) => {
    const one = own(given, key)
    return isJson(one) ? own(one, 'type') : undefined
  }
  const placed = new Set(keys)
  const said = [...keys, ...Object.keys(given).filter((key) => !placed.has(key))].map(kindOf)
  for (const kind of Object.keys(SUBSTITUTES))
    if (said.filter((one) => one === kind).length > SUBSTITUTES_MAX) run.say(at, 'too_many', SUBSTITUTES_MAX)
  if (run.where !== 'user') return
  for (const key of Object.keys(given).filter((name) => KEY.test(name)))
    if (kindOf(key) === 'mention') run.say(`${at}.${key}`, 'not_allowed')
}
