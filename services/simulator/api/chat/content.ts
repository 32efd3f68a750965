import { refuse } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Handler } from '../call.ts'
import type { Call } from '../call.ts'

// Files and pictures that people here send have bytes; recordings do not, so their content is not found.
function find({ platform, channel, params }: Call): { type: string; messageId: string } | Answer {
  const bubble = platform.chats.find(params.messageId!)
  if (bubble === undefined || bubble.channelId !== channel.id || bubble.from !== 'person')
    return refuse(404, 'not found')
  if (bubble.unsentAt !== undefined) return refuse(410, 'The content is gone')
  return { type: String(bubble.message.type), messageId: bubble.messageId }
}

const bytesOf = ({ platform }: Call, messageId: string): Answer => {
  const stored = platform.contents.get(messageId)
  return stored === undefined
    ? refuse(404, 'not found')
    : { status: 200, bytes: stored.bytes, headers: { 'content-type': stored.contentType } }
}

export const content: Handler = (call) => {
  const found = find(call)
  return 'status' in found ? found : bytesOf(call, found.messageId)
}

export const preview: Handler = (call) => {
  const found = find(call)
  if ('status' in found) return found
  return found.type === 'image' || found.type === 'video'
    ? bytesOf(call, found.messageId)
    : refuse(400, 'The content can not be previewed')
}

export const transcoding: Handler = (call) => {
  const found = find(call)
  if ('status' in found) return found
  if (found.type !== 'video' && found.type !== 'audio')
    return refuse(400, "Transcoding status doesn't support this type of content")
  return { status: 200, json: { status: call.platform.contents.has(found.messageId) ? 'succeeded' : 'failed' } }
}
