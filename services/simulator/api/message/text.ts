import { textOr } from '../../text.ts'
import { isObject } from './field.ts'
import type { Fields } from './field.ts'

const emojiIds = (fields: Fields) => {
  fields.text('productId', { max: 100 })
  fields.text('emojiId', { max: 100 })
}

/** `text`: each emoji must stand where the text has a `$`. */
export function checkText(fields: Fields): void {
  fields.text('text', { max: 5000 })
  fields.text('quoteToken', { max: 1000, optional: true })
  const text = textOr(fields.value.text)
  fields.list('emojis', { min: 0, max: 20, optional: true }, (emoji) => {
    emojiIds(emoji)
    emoji.number('index', { min: 0, whole: true })
    if (typeof emoji.value.index === 'number' && text[emoji.value.index] !== '$')
      emoji.problem('index', 'Must point at a $ (sim)')
  })
}

/** Names between braces, `{{` and `}}` being plain braces; null when a brace has no partner. */
export function placeholders(text: string): string[] | null {
  const names: string[] = []
  const rest = text.replace(/\{\{|\}\}/g, '').replace(/\{([0-9A-Za-z_]{1,20})\}/g, (_all, name: string) => {
    names.push(name)
    return ''
  })
  return /[{}]/.test(rest) ? null : names
}

export type Recipient = { type: 'user' | 'group' | 'room' | 'many'; members?: ReadonlySet<string> }

function checkMention(fields: Fields, recipient: Recipient | null): void {
  fields.object('mentionee', (mentionee) => {
    mentionee.oneOf('type', ['user', 'all'])
    if (mentionee.value.type === 'user') mentionee.text('userId', { max: 100 })
    const { userId } = mentionee.value
    if (recipient === null) return
    if (recipient.members === undefined) mentionee.problem('', 'Mentions need a group or a room (sim)')
    else if (typeof userId === 'string' && !recipient.members.has(userId))
      mentionee.problem('userId', 'Is not a member (sim)')
  })
}

/** `recipient` is null where LINE does not look at it (validate). */
export function checkTextV2(fields: Fields, recipient: Recipient | null): void {
  fields.text('text', { max: 5000 })
  fields.text('quoteToken', { max: 1000, optional: true })
  const names = placeholders(textOr(fields.value.text))
  if (names === null) fields.problem('text', 'Unbalanced braces (sim)')
  const given = isObject(fields.value.substitution) ? fields.value.substitution : {}
  for (const name of new Set(names))
    if (given[name] === undefined) fields.problem('substitution', `No value for {${name}} (sim)`)
  if (Object.keys(given).length > 100) fields.problem('substitution', 'Size must be between 0 and 100')
  checkCounts(fields, Object.values(given))
  fields.object(
    'substitution',
    (inner) => {
      for (const key of Object.keys(given)) checkSubstitute(inner, key, recipient)
    },
    true,
  )
}

function checkCounts(fields: Fields, values: unknown[]): void {
  for (const type of ['mention', 'emoji']) {
    const count = values.filter((one) => isObject(one) && one.type === type).length
    if (count > 20) fields.problem('substitution', `At most 20 of type ${type} (sim)`)
  }
}

function checkSubstitute(fields: Fields, key: string, recipient: Recipient | null): void {
  if (!/^[0-9A-Za-z_]{1,20}$/.test(key)) fields.problem(key, 'Invalid key (sim)')
  fields.object(key, (one) => {
    one.oneOf('type', ['mention', 'emoji'])
    if (one.value.type === 'emoji') emojiIds(one)
    if (one.value.type === 'mention') checkMention(one, recipient)
  })
}
