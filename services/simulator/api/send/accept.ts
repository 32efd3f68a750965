import { bodyHash } from '../../ledger/hash.ts'
import type { MessageRecord } from '../../ledger/record.ts'
import type { Channel } from '../../world/channel.ts'
import type { Source } from '../../world/chats.ts'
import type { Call } from '../call.ts'
import type { SentMessage } from '../gate/retryKeys.ts'
import type { Json } from '../message/field.ts'
import { reachOf } from './reach.ts'

const QUOTABLE = new Set(['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex'])

type Accept = { call: Call; by: MessageRecord['by']; source: Source; messages: Json[]; countQuota: boolean }

/** Takes messages for one recipient: ids, phones, quota, ledger. Synchronous, so nothing comes between. */
export function accept({ call, by, source, messages, countQuota }: Accept): SentMessage[] {
  const { platform, channel, requestId, retryKey, body } = call
  const reach = reachOf(platform, channel, source)
  const counted = countQuota ? reach.people : 0
  channel.used += counted
  const hash = bodyHash(messages)
  const at = platform.clock.now()
  endLoading(call, channel, source)
  return messages.map((message, position) => {
    const id = platform.ids.message()
    const quoteToken = QUOTABLE.has(String(message.type)) ? platform.ids.quoteToken() : undefined
    const { delivered, reason } = reach
    const why = reason === undefined ? {} : { reason }
    platform.ledger.message({
      at,
      messageId: id,
      requestId,
      ...(retryKey === undefined ? {} : { retryKey }),
      by,
      channel: channel.id,
      to: source.id,
      position,
      bodyHash: hash,
      delivered,
      ...why,
      counted: position === 0 ? counted : 0,
    })
    platform.chats.add({
      messageId: id,
      channelId: channel.id,
      source,
      at,
      from: 'channel',
      message,
      delivered,
      ...why,
      ...(body.notificationDisabled === true ? { silent: true } : {}),
      ...(quoteToken === undefined ? {} : { quoteToken }),
      ...quotesOf(call, message),
    })
    if (quoteToken !== undefined)
      platform.quoteTokens.set(quoteToken, { channelId: channel.id, sourceId: source.id, messageId: id })
    return { id, ...(quoteToken === undefined ? {} : { quoteToken }) }
  })
}

function quotesOf({ platform }: Call, { quoteToken }: Json): { quotes?: string } {
  const quoted = typeof quoteToken === 'string' ? platform.quoteTokens.get(quoteToken) : undefined
  return quoted === undefined ? {} : { quotes: quoted.messageId }
}

function endLoading({ platform }: Call, channel: Channel, source: Source): void {
  const chat = platform.chats.of(channel.id, source)
  delete chat.loadingUntil
}

/** A quote token works in the conversation it came from. Returns the paths of those that do not. */
export function foreignQuotes({ platform, channel }: Call, source: Source, messages: Json[]): string[] {
  return messages.flatMap((message, i) => {
    if (typeof message.quoteToken !== 'string') return []
    const known = platform.quoteTokens.get(message.quoteToken)
    const fits = known !== undefined && known.channelId === channel.id && known.sourceId === source.id
    return fits ? [] : [`messages[${i}].quoteToken`]
  })
}
