// The limits of LINE, checked before anything is sent and again on the server. Checks without compiling a schema: a compiled
// one needs `new Function`, which our content policy forbids.
import { Value } from 'typebox/value'
import { MESSAGES_MAX, SendableMessage, TEXT_MAX } from './sendable.ts'

/** `field` in LINE's own notation, e.g. `messages[0].text`; `limit` where a number decides. */
export type Problem = { field: string; code: 'empty' | 'too_long' | 'too_many' | 'malformed'; limit?: number }

/** All problems of one send, not only the first; none = LINE's published limits hold. */
export function validateMessages(messages: unknown): Problem[] {
  if (!Array.isArray(messages) || messages.length === 0) return [{ field: 'messages', code: 'empty' }]
  if (messages.length > MESSAGES_MAX) return [{ field: 'messages', code: 'too_many', limit: MESSAGES_MAX }]
  return messages.flatMap((message, i) => validateMessage(message, `messages[${i}]`))
}

function validateMessage(message: unknown, field: string): Problem[] {
  if (!Value.Check(SendableMessage, message)) return [{ field, code: 'malformed' }]
  if (message.text.trim() === '') return [{ field: `${field}.text`, code: 'empty' }]
  if (message.text.length > TEXT_MAX) return [{ field: `${field}.text`, code: 'too_long', limit: TEXT_MAX }]
  return []
}
