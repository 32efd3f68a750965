// What the customer says: messages, edits, unsends. Order-free: an edit wins by the largest timestamp, an unsend wins over
// everything, and either may come before its message. The row is then an orphan, placed by the earliest that speaks of it,
// until the message itself comes and gives it its own place.
import { channelOf, inboundMessageId } from '@madoguchi/contracts/ids'
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import { lineEventOf, type Placed } from '../placed.ts'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'
import { bodyOf } from './body.ts'
import { earlierOf } from './earlier.ts'
import { previewOf } from './preview.ts'

const LATE_MS = 60_000

/** Row id of the message an event of LINE speaks of, null when LINE gave no usable id. */
export function messageIdOf({ event }: Placed): string | null {
  const line = lineEventOf(event)
  const id = event.type === 'line.unsend' ? textOf(recordOf(line.unsend).messageId) : textOf(recordOf(line.message).id)
  return id === undefined || id === '' ? null : inboundMessageId(channelOf(event.key), id)
}

const messageOf = ({ event }: Placed) => recordOf(lineEventOf(event).message)

/** A row as the event alone gives it. "A member" of a group may have no id (line.md §2.4). */
export function newInbound(placed: Placed, body: Body): MessageRow {
  const { event, place, loggedAt } = placed
  const quoteToken = textOf(messageOf(placed).quoteToken)
  return {
    channel: channelOf(event.key),
    conversation: event.key,
    direction: 'inbound',
    at: event.at,
    event: event.id,
    place,
    by: { kind: 'contact', userId: textOf(recordOf(lineEventOf(event).source).userId) || null },
    body,
    preview: previewOf(body),
    countable: true,
    activity: true,
    ...(loggedAt - event.at > LATE_MS ? { late: true } : {}),
    ...(quoteToken === undefined ? {} : { quoteToken }),
  }
}

/** undefined = a copy of what is there: nothing changes. */
export function said(held: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  const row = newInbound(placed, bodyOf(messageOf(placed)))
  if (held === undefined) return row
  const here = { ...row, place: Math.min(held.place, row.place) }
  if (held.body.kind === 'undisplayable') return here
  if (held.orphan !== true) return undefined
  return held.body.kind === 'unsent' ? erased(here) : reworded(here, held)
}

export function edited(held: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  const { event } = placed
  // What a message quotes is its own fact: no edit changes it, whichever comes first.
  const { quotedMessageId: _of, ...message } = messageOf(placed)
  const body = bodyOf(message)
  const isEdit = body.kind === 'text' && textOf(message.text) !== undefined
  const edit: MessageRow = { ...newInbound(placed, isEdit ? { ...body, editedAt: event.at } : body), orphan: true }
  if (held === undefined) return edit
  if (held.body.kind === 'undisplayable') return { ...edit, place: held.place }
  const base = standing(held, edit)
  const next = isNoText(held) && edit.body.kind === 'text' ? shown(base, edit) : reworded(base, edit)
  return next === held ? undefined : next
}

export function unsent(held: MessageRow | undefined, placed: Placed): MessageRow {
  const alone: MessageRow = { ...newInbound(placed, { kind: 'unsent' }), orphan: true }
  return erased(held === undefined ? alone : standing(held, alone))
}

/** An edit without a text came first: whatever says more stands in its place. */
const isNoText = ({ orphan, body }: MessageRow) => orphan === true && body.kind !== 'text' && body.kind !== 'unsent'

const shown = (base: MessageRow, { body, preview, quoteToken }: MessageRow): MessageRow => ({
  ...base,
  body,
  preview,
  ...(quoteToken === undefined ? {} : { quoteToken }),
})

/** The message itself keeps its place for ever; an orphan stands where the earliest that speaks of it stands. */
function standing(held: MessageRow, other: MessageRow): MessageRow {
  const earlier = other.at < held.at || (other.at === held.at && other.event < held.event)
  if (held.orphan !== true || !earlier) return held
  const { late: _late, ...kept } = held
  const { at, event, by, late } = other
  return { ...kept, at, event, by, ...(late === undefined ? {} : { late }) }
}

type Text = Extract<Body, { kind: 'text' }>

/**
 * LINE edits texts only, and with a text all that stands in it. Of two edits of one millisecond the greater one wins, so that order
 * does not matter; the other is an earlier wording.
 */
function reworded(row: MessageRow, edit: MessageRow): MessageRow {
  if (row.body.kind !== 'text' || edit.body.kind !== 'text' || edit.body.editedAt === undefined) return row
  const [had, at] = [row.body.editedAt ?? -Infinity, edit.body.editedAt]
  const wins = at > had || (at === had && isGreater(edit.body, row.body))
  const { quotedMessageId } = row.body
  const { earlier: _of, ...body } = (wins ? edit : row).body as Text
  const earlier = earlierOf([row, edit], body)
  const next = {
    ...body,
    ...(quotedMessageId === undefined ? {} : { quotedMessageId }),
    ...(earlier.length === 0 ? {} : { earlier }),
  }
  if (wins) return shown(row, { ...edit, ...withBody(next) })
  return earlier.length === (row.body.earlier ?? []).length && earlier.every(isIn(row.body))
    ? row
    : { ...row, body: next }
}

const isIn =
  ({ earlier = [] }: Text) =>
  (one: { text: string; at: number }, i: number) =>
    earlier[i]?.at === one.at && earlier[i].text === one.text

function isGreater(a: Text, b: Text): boolean {
  if (a.text !== b.text) return a.text > b.text
  const placed = ({ emojis = [], mentions = [] }: Text) => JSON.stringify([emojis, mentions])
  return placed(a) > placed(b)
}

const withBody = (body: Body) => ({ body, preview: previewOf(body) })

/** Nothing of the content remains (TL-36). */
function erased({ quoteToken: _gone, ...kept }: MessageRow): MessageRow {
  return { ...kept, ...withBody({ kind: 'unsent' }), countable: false, activity: false }
}
