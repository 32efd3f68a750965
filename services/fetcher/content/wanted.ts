// What an event makes us fetch or forget (pure): the bytes of pictures, films, voices and files, once each; and none of them any
// more when the customer takes the message back.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { channelOf, inboundMessageId } from '@madoguchi/contracts/ids'

/** `message`: the row's id. `elsewhere`: LINE does not keep it, a stranger's server does. `preview`: LINE has a small picture of it. */
export type Content = { message: string; key: string; cause: string; at: number; elsewhere: boolean; preview: boolean }
export type Forgetting = { message: string }

const KINDS = ['image', 'video', 'audio', 'file']
const PICTURED = ['image', 'video']

export function contentOf({ id, type, key, at, data }: Envelope): Content | null {
  if (type !== 'line.message' || isUnplaced(key)) return null
  const message = ((data ?? {}) as LineEvent).message
  const row = rowOf(key, message?.id)
  if (row === null || !KINDS.includes(message?.type ?? '')) return null
  const elsewhere = message?.contentProvider?.type === 'external'
  return { message: row, key, cause: id, at, elsewhere, preview: PICTURED.includes(message!.type!) }
}

export function forgottenBy({ type, key, data }: Envelope): Forgetting | null {
  if (type !== 'line.unsend' || isUnplaced(key)) return null
  const message = rowOf(key, ((data ?? {}) as LineEvent).unsend?.messageId)
  return message === null ? null : { message }
}

/** Whose answer this is, null = no answer to such a question. */
export function contentTold({ type, data }: Envelope): string | null {
  if (type !== 'media.stored' && type !== 'media.lost') return null
  const message = (data as { message?: unknown } | null)?.message
  return typeof message === 'string' && !message.includes('\0') ? subjectOf(message) : null
}

/** Of the fetcher's table, where people have their own. */
export const subjectOf = (message: string): string => `content ${message}`

const isUnplaced = (key: string) => key.includes('\0') || key.startsWith('-:') || key.endsWith(':-')

/** LINE's ids are digits; anything else is the id of no content. */
const rowOf = (key: string, id: unknown): string | null =>
  typeof id === 'string' && /^\d{1,32}$/.test(id) ? inboundMessageId(channelOf(key), id) : null
