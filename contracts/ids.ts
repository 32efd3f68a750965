// Ids and the one formula that files a key under a partition. Both sides and both log adapters use these; changing any of
// them moves keys between partitions and makes every cursor meaningless.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { v5 } from 'uuid'

type Id<Name extends string> = string & { readonly __id?: Name }
export type ChannelId = Id<'channel'>
export type ConversationId = Id<'conversation'>
export type MessageId = Id<'message'>
export type EventId = Id<'event'>
export type AgentId = Id<'agent'>
export type LineUserId = Id<'lineUser'>

export const PARTITIONS = 12

/** LINE's `source`, as open as LINE leaves it: any part may be missing. */
export type Source = {
  type?: string
  userId?: string
  groupId?: string
  roomId?: string
}

const LONGEST_ID_BYTES = 200

/** `<channel>:<group, room or user id>`; without any id `<channel>:?`, the channel's "unidentified" conversation. */
export function conversationId(channel: ChannelId, source: Source | undefined): ConversationId {
  const id = source?.groupId ?? source?.roomId ?? source?.userId
  return `${channel}:${typeof id === 'string' && id !== '' ? shortened(id) : '?'}`
}

/** Facts about the channel itself: never listed, Event Log only. */
export const channelKey = (channel: ChannelId): string => `${channel}:-`

/** The channel in a conversation's key. Channel ids hold no colon. */
export const channelOf = (key: string): ChannelId => key.slice(0, key.indexOf(':'))

/** The row id of an inbound message, so that an edit or an unsend finds it. */
export const inboundMessageId = (channel: ChannelId, lineMessageId: string): MessageId =>
  `${channel}:${shortened(lineMessageId)}`

/** The row id of a group's member. */
export const memberId = (conversation: ConversationId, userId: LineUserId): string =>
  `${conversation}/${shortened(userId)}`

/**
 * An id longer than 200 bytes is replaced by its hash: no index takes ids of any length. Half characters and U+0000 cannot stand in
 * a database's text: such an id goes the way of a long one.
 */
export function shortened(id: string): string {
  const bytes = utf8ToBytes(id)
  const fits = bytes.length <= LONGEST_ID_BYTES && id.isWellFormed() && !id.includes('\u0000')
  return fits ? id : `x${bytesToHex(sha256(bytes))}`
}

const NAMESPACE = '0b7a6b0e-6c0f-4f5d-9d0a-6d61646f6775'

/** A deterministic id for what follows from something: the same cause and type give the same id, so a repeat is no news. */
export const uuidv5 = (a: string, b: string): string => v5(`${a}\n${b}`.toWellFormed(), NAMESPACE)

/** Kafka's default partitioner formula over the envelope's key: murmur2, sign bit masked (never Math.abs), modulo 12. */
export const partitionOf = (key: string): number => (murmur2(utf8ToBytes(key)) & 0x7fffffff) % PARTITIONS

function murmur2(data: Uint8Array): number {
  const m = 0x5bd1e995
  let h = 0x9747b28c ^ data.length
  const whole = data.length - (data.length % 4)
  for (let i = 0; i < whole; i += 4) {
    let k = data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24)
    k = Math.imul(k, m)
    k ^= k >>> 24
    h = Math.imul(h, m) ^ Math.imul(k, m)
  }
  const left = data.length % 4
  if (left === 3) h ^= data[whole + 2]! << 16
  if (left >= 2) h ^= data[whole + 1]! << 8
  if (left >= 1) h = Math.imul(h ^ data[whole]!, m)
  h ^= h >>> 13
  h = Math.imul(h, m)
  return h ^ (h >>> 15)
}
