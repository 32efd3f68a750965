import type { Sent } from '../../world/contents.ts'
import { refuse } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import type { Handler } from '../call.ts'

// What people here sent, as LINE gives it: 202 and nothing while it is made ready, then the bytes; gone once it is unsent.
type Found = { type: string; sent: Sent }

function find({ platform, channel, params }: Call): Found | Answer {
  const bubble = platform.chats.find(params.messageId!)
  if (bubble === undefined || bubble.channelId !== channel.id || bubble.from !== 'person') return absent()
  if (bubble.unsentAt !== undefined) return refuse(410, 'The content is gone')
  const sent = platform.contents.get(bubble.messageId)
  return { type: String(bubble.message.type), sent: sent ?? NOTHING }
}

const absent = () => refuse(404, 'not found')
const NOTHING: Sent = { bytes: Buffer.alloc(0), contentType: '' }

const isReady = ({ platform }: Call, { readyAt = 0 }: Sent) => platform.clock.now() >= readyAt

function give(call: Call, sent: Sent, part: { bytes: Buffer; contentType: string }): Answer {
  if (sent === NOTHING) return absent()
  if (!isReady(call, sent)) return { status: 202, bytes: Buffer.alloc(0), content: 'processing' }
  return { status: 200, bytes: part.bytes, headers: { 'content-type': part.contentType }, content: 'bytes' }
}

export const content: Handler = (call) => {
  const found = find(call)
  return 'status' in found ? found : give(call, found.sent, found.sent)
}

export const preview: Handler = (call) => {
  const found = find(call)
  if ('status' in found) return found
  const { type, sent } = found
  if (type !== 'image' && type !== 'video') return refuse(400, 'The content can not be previewed')
  return give(call, sent, sent.preview ?? sent)
}

export const transcoding: Handler = (call) => {
  const found = find(call)
  if ('status' in found) return found
  if (found.type !== 'video' && found.type !== 'audio')
    return refuse(400, "Transcoding status doesn't support this type of content")
  if (found.sent === NOTHING) return absent()
  const status = isReady(call, found.sent) ? 'succeeded' : 'processing'
  return { status: 200, json: { status }, content: 'transcoding' }
}
