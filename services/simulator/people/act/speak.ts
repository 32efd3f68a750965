import type { Sent } from '../../world/contents.ts'
import { friendshipOf } from '../../world/person.ts'
import { done, raise } from './scene.ts'
import type { Done, Refused, Scene } from './scene.ts'

const QUOTABLE = new Set(['text', 'image', 'video', 'sticker'])

/** Shows a message on the phone and tells the channel. `message` lacks the ids and tokens, which are made here. */
export function speak(
  scene: Scene,
  message: Record<string, unknown> & { type: string },
  content?: Sent,
): Done | Refused {
  const { platform, channel, person, source, at } = scene
  if (source.type === 'user' && friendshipOf(person, channel.id) === 'blocked')
    return { refused: 'blocked: unblock first' }
  const id = platform.ids.message()
  const quoteToken = QUOTABLE.has(message.type) ? platform.ids.quoteToken() : undefined
  const markAsReadToken = platform.ids.markAsReadToken()
  const bubble = {
    messageId: id,
    channelId: channel.id,
    source,
    at,
    from: 'person' as const,
    userId: person.id,
    message,
    delivered: true,
    ...(typeof message.quotedMessageId === 'string' ? { quotes: message.quotedMessageId } : {}),
    ...(quoteToken === undefined ? {} : { quoteToken }),
  }
  const chat = platform.chats.of(channel.id, source)
  if (source.type === 'user') chat.lastMessageAt = Math.max(chat.lastMessageAt ?? 0, at)
  if (channel.chatMode === 'bot') chat.readAt = at
  platform.chats.add(bubble)
  platform.readTokens.set(markAsReadToken, bubble)
  if (quoteToken !== undefined)
    platform.quoteTokens.set(quoteToken, { channelId: channel.id, sourceId: source.id, messageId: id })
  if (content !== undefined) platform.contents.set(id, content)
  const full = { id, ...message, ...(quoteToken === undefined ? {} : { quoteToken }), markAsReadToken }
  return done(raise(scene, 'message', true, { message: full }), [id])
}

/** A line on the phone that nobody said: joined, followed, pressed. */
export function note(scene: Scene, event: string, more: Record<string, unknown> = {}): void {
  const { platform, channel, person, source, at } = scene
  platform.chats.add({
    messageId: platform.ids.message(),
    channelId: channel.id,
    source,
    at,
    from: 'system',
    userId: person.id,
    message: { type: 'system', event, ...more },
    delivered: true,
  })
}
