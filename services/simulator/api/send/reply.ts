import { refuse } from '../answer.ts'
import type { Handler } from '../call.ts'
import type { Json } from '../message/field.ts'
import { accept } from './accept.ts'
import { refuseMessages } from './push.ts'

/** Free, once, and without a retry key. A refusal of the objects leaves the token unused. */
export const reply: Handler = (call) => {
  const { platform, channel, body } = call
  const token = String(body.replyToken)
  const source = platform.replyTokens.look(token, channel.id)
  if (source === null) return refuse(400, 'Invalid reply token')
  const refused = refuseMessages(call, source)
  if (refused !== null) return refused
  platform.replyTokens.use(token)
  const sentMessages = accept({ call, by: 'reply', source, messages: body.messages as Json[], countQuota: false })
  return { status: 200, json: { sentMessages }, accepted: true }
}
