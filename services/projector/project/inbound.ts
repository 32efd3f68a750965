// What the customer says: messages, edits, unsends. Order-free: an edit wins by the largest timestamp, an unsend wins over
// everything, and either may come before its message (then the row is an orphan until the message itself comes).
import { channelOf, inboundMessageId } from '@madoguchi/contracts/ids'
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import { bodyOf } from './body.ts'
import { lineEventOf, type Placed } from './placed.ts'
import { previewOf } from './preview.ts'
import { recordOf, textOf } from './value.ts'

const LATE_MS = 60_000

/** Row id of the message an event of LINE speaks of, null when LINE gave no usable id. */
export function messageIdOf({ event }: Placed): string | null {
  const line = lineEventOf(event)
  const id = event.type === 'line.unsend' ? textOf(recordOf(line.unsend).messageId) : textOf(recordOf(line.message).id)
  return id === undefined || id === '' ? null : inboundMessageId(channelOf(event.key), id)
}

const userOf = ({ event }: Placed): string | null => textOf(recordOf(lineEventOf(event).source).userId) || null

/** `newest`: time of the newest thing known of the conversation: what is older and came late takes its place by time, marked. */
export function newInbound(placed: Placed, body: Body, newest: number): MessageRow {
  const { event, place, loggedAt } = placed
  const quoteToken = textOf(recordOf(lineEventOf(event).message).quoteToken)
  return {
    channel: channelOf(event.key),
    conversation: event.key,
    direction: 'inbound',
    at: event.at,
    event: event.id,
    place,
    by: { kind: 'contact', userId: userOf(placed) },
    body,
    preview: previewOf(body),
    countable: true,
    activity: true,
    ...(loggedAt - event.at > LATE_MS && event.at < newest ? { late: true } : {}),
    ...(quoteToken === undefined ? {} : { quoteToken }),
  }
}

/** undefined = a copy of what is there: nothing changes. */
export function said(held: MessageRow | undefined, placed: Placed, newest: number): MessageRow | undefined {
  const row = newInbound(placed, bodyOf(recordOf(lineEventOf(placed.event).message)), newest)
  if (held === undefined) return row
  if (held.orphan !== true) return undefined
  const { orphan: _born, ...kept } = held
  const own = { at: row.at, event: row.event, by: row.by }
  return { ...kept, ...own, ...(row.late === undefined ? {} : { late: row.late }) }
}

export function edited(held: MessageRow | undefined, placed: Placed, newest: number): MessageRow | undefined {
  const { event } = placed
  const text = textOf(recordOf(lineEventOf(event).message).text)
  const body = bodyOf(recordOf(lineEventOf(event).message))
  if (held === undefined) return { ...newInbound(placed, marked(body, event.at), newest), orphan: true }
  if (held.body.kind !== 'text' || text === undefined || (held.body.editedAt ?? -Infinity) >= event.at) return undefined
  const next: Body = { ...held.body, text, editedAt: event.at }
  const quoteToken = textOf(recordOf(lineEventOf(event).message).quoteToken)
  return { ...held, body: next, preview: previewOf(next), ...(quoteToken === undefined ? {} : { quoteToken }) }
}

const marked = (body: Body, at: number): Body => (body.kind === 'text' ? { ...body, editedAt: at } : body)

export function unsent(held: MessageRow | undefined, placed: Placed, newest: number): MessageRow {
  const row = held ?? { ...newInbound(placed, { kind: 'unsent' }, newest), orphan: true }
  const { quoteToken: _gone, ...kept } = row
  const body: Body = { kind: 'unsent' }
  return { ...kept, body, preview: previewOf(body), countable: false, activity: false }
}
