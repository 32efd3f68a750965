import { isUserId } from '../people/profile.ts'
import { refuse } from '../answer.ts'
import type { Handler } from '../call.ts'

/** Dots on the phone until our next message or for `loadingSeconds`. */
export const loading: Handler = ({ platform, channel, body }) => {
  const { chatId, loadingSeconds = 20 } = body
  if (typeof chatId !== 'string' || !isUserId(chatId)) {
    return refuse(400, 'Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.')
  }
  if (typeof loadingSeconds !== 'number' || loadingSeconds < 5 || loadingSeconds > 60)
    return refuse(400, 'Must be between 5 and 60')
  if (loadingSeconds % 5 !== 0) return refuse(400, 'must be a multiple of five')
  const chat = platform.chats.of(channel.id, { type: 'user', id: chatId })
  chat.loadingUntil = platform.clock.now() + loadingSeconds * 1000
  platform.chats.changed(chat)
  return { status: 202, json: {} }
}
