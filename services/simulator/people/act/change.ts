import type { Bubble } from '../../world/chats.ts'
import { done, raise } from './scene.ts'
import type { Deed, Refused, Scene } from './scene.ts'

function own(scene: Scene, messageId: unknown): Bubble | Refused {
  const bubble = scene.platform.chats.find(String(messageId))
  const mine = bubble?.from === 'person' && bubble.userId === scene.person.id && bubble.source.id === scene.source.id
  return mine && bubble.unsentAt === undefined ? bubble : { refused: 'not a message of this person here' }
}

/** edit {messageId, text}: groups and rooms only, text only */
export const edit: Deed = (scene, { messageId, text }) => {
  if (typeof text !== 'string' || text === '') return { refused: 'text is empty' }
  const bubble = own(scene, messageId)
  if ('refused' in bubble) return bubble
  if (scene.source.type === 'user') return { refused: 'messages can be edited in groups only' }
  if (bubble.message.type !== 'text') return { refused: 'only text can be edited' }
  const quoteToken = scene.platform.ids.quoteToken()
  bubble.message = { ...bubble.message, text }
  bubble.editedAt = scene.at
  scene.platform.quoteTokens.set(quoteToken, {
    channelId: bubble.channelId,
    sourceId: bubble.source.id,
    messageId: bubble.messageId,
  })
  scene.platform.chats.changedBubble(bubble)
  const message = { id: bubble.messageId, type: 'text', text, quoteToken }
  return done(raise(scene, 'messageEdited', true, { message }), [bubble.messageId])
}

/** unsend {messageId}: gone from the phone and from the content endpoint */
export const unsend: Deed = (scene, { messageId }) => {
  const bubble = own(scene, messageId)
  if ('refused' in bubble) return bubble
  bubble.unsentAt = scene.at
  bubble.message = { type: 'unsent' }
  scene.platform.contents.delete(bubble.messageId)
  scene.platform.chats.changedBubble(bubble)
  return done(raise(scene, 'unsend', false, { unsend: { messageId: bubble.messageId } }), [bubble.messageId])
}
