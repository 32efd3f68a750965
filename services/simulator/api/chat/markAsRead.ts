import { ok, refuse } from '../answer.ts'
import type { Handler } from '../call.ts'

export const markAsRead: Handler = ({ platform, channel, body }) => {
  const bubble = platform.readTokens.get(String(body.markAsReadToken))
  if (bubble === undefined || bubble.channelId !== channel.id) {
    return refuse(400, 'Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.')
  }
  const chat = platform.chats.of(channel.id, bubble.source)
  chat.readAt = Math.max(chat.readAt ?? 0, bubble.at)
  platform.chats.changed(chat)
  return ok()
}
