import { ok } from '../answer.ts'
import type { Handler } from '../call.ts'

export const info: Handler = ({ channel, platform }) =>
  ok({
    userId: channel.botUserId,
    basicId: channel.basicId,
    displayName: channel.name,
    pictureUrl: platform.absolute(channel.pictureUrl),
    chatMode: channel.chatMode,
    markAsReadMode: channel.markAsReadMode,
  })
