// PURE: LINE's events as envelopes. Only channel, source, webhookEventId and timestamp are read; `data` is the event as
// parsed, nothing interpreted, renamed or removed. One event that cannot be kept as it is never costs its neighbours:
//   not an object, or without a usable type → `line.?`, an object still under its own source, anything else under the channel
//   larger than the log takes (or nested too deep to be written) → `line.oversize`, its small fields and its size, in its place
import { createHash } from 'node:crypto'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { channelKey, conversationId, partitionOf, type ChannelId } from '@madoguchi/contracts/ids'

/** An event's JSON may have so many bytes: what the log takes, less room for its headers. */
export const EVENT_MAX = 690_000
/** Of an oversize event a field stays whose JSON is at most so long. */
const SMALL_FIELD = 2_000
const NAME_MAX = 100
/** The last millisecond a Date can say. */
const LAST_MS = 8.64e15

type Fields = Record<string, unknown>

/** `bytes`: length of the event's JSON, by which lanes bound their memory. */
export type Wrapped = { envelope: Envelope; part: number; bytes: number }

export function wrap(channel: ChannelId, event: unknown, receivedAt: number): Wrapped {
  const json = textOf(event)
  const fields = isObject(event) ? event : null
  const envelope = {
    id: idOf(channel, fields, json ?? ''),
    v: 1,
    key: keyOf(channel, fields),
    at: timeOf(fields?.timestamp) ?? receivedAt,
    by: 'line',
  }
  const part = partitionOf(envelope.key)
  const bytes = json === null ? Infinity : Buffer.byteLength(json)
  if (bytes <= EVENT_MAX) return { envelope: { ...envelope, type: `line.${nameOf(fields)}`, data: event }, part, bytes }
  const data = { ...small(fields ?? {}), oversize: { bytes: json === null ? null : bytes } }
  return {
    envelope: { ...envelope, type: 'line.oversize', data },
    part,
    bytes: Buffer.byteLength(JSON.stringify(data)),
  }
}

/** Null: nested so deep that it cannot be written as JSON again. */
function textOf(event: unknown): string | null {
  try {
    return JSON.stringify(event)
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A short string without control characters or half characters; ids and types of LINE are. */
const plain = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= NAME_MAX &&
  value.isWellFormed() &&
  !/\p{Cc}/u.test(value)

const nameOf = (fields: Fields | null): string => (plain(fields?.type) ? fields.type : '?')

/** Without a webhookEventId (old bodies): a hash that a redelivery shares, so without what a redelivery changes. */
function idOf(channel: ChannelId, fields: Fields | null, json: string): string {
  if (plain(fields?.webhookEventId)) return fields.webhookEventId
  const same = fields?.deliveryContext === undefined ? json : (textOf({ ...fields, deliveryContext: undefined }) ?? '')
  return `x${createHash('sha256')
    .update(channel + same)
    .digest('hex')
    .slice(0, 32)}`
}

/** What a person says: without a source it belongs to the channel's "unidentified" conversation. */
const SAID = new Set(['message', 'messageEdited', 'unsend', 'postback'])

/** Facts about the channel itself, and account links that failed, are nobody's conversation. */
function keyOf(channel: ChannelId, fields: Fields | null): string {
  if (fields === null) return channelKey(channel)
  if (fields.type === 'accountLink' && isObject(fields.link) && fields.link.result === 'failed')
    return channelKey(channel)
  if (isObject(fields.source)) return conversationId(channel, fields.source)
  return SAID.has(String(fields.type)) ? conversationId(channel, undefined) : channelKey(channel)
}

const timeOf = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value <= LAST_MS ? Math.trunc(value) : null

const small = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => (textOf(value)?.length ?? Infinity) <= SMALL_FIELD))
