import { textOr } from '../../text.ts'
import type { Deed } from './scene.ts'
import { speak } from './speak.ts'

type Mention = { userId?: string; all?: boolean; index: number; length: number }

function textMessage(input: Record<string, unknown>, botUserId: string) {
  const mentions = Array.isArray(input.mentions) ? (input.mentions as Mention[]) : []
  const mentionees = mentions.map(({ userId, all, index, length }) => ({
    index,
    length,
    type: all === true ? 'all' : 'user',
    ...(userId === undefined ? {} : { userId, isSelf: userId === botUserId }),
  }))
  return {
    type: 'text',
    text: textOr(input.text),
    ...(Array.isArray(input.emojis) ? { emojis: input.emojis } : {}),
    ...(mentionees.length > 0 ? { mention: { mentionees } } : {}),
    ...(typeof input.quote === 'string' ? { quotedMessageId: input.quote } : {}),
  }
}

/** say {text, quote?: messageId, emojis?, mentions?: [{userId|all, index, length}]} */
export const say: Deed = (scene, input) =>
  typeof input.text === 'string' && input.text !== ''
    ? speak(scene, textMessage(input, scene.channel.botUserId))
    : { refused: 'text is empty' }

/** quote {messageId, text} */
export const quote: Deed = (scene, input) => {
  const quoted = scene.platform.chats.find(String(input.messageId))
  if (quoted === undefined) return { refused: 'no such message' }
  return speak(scene, textMessage({ text: input.text, quote: quoted.messageId }, scene.channel.botUserId))
}

/** mention {users: [userId|"all"], text}: names are put before the text */
export const mention: Deed = (scene, input) => {
  const users = Array.isArray(input.users) ? (input.users as string[]) : []
  let prefix = ''
  const mentions = users.map((userId) => {
    const index = prefix.length
    const name = `@${userId === 'all' ? 'All' : (scene.platform.world.people.get(userId)?.name ?? 'someone')}`
    prefix += `${name} `
    return userId === 'all' ? { all: true, index, length: name.length } : { userId, index, length: name.length }
  })
  return speak(scene, textMessage({ text: prefix + textOr(input.text), mentions }, scene.channel.botUserId))
}
