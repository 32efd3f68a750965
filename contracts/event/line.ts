// LINE's webhook events as they come: an open union. Nothing here is required, because LINE adds and omits without notice;
// a reader narrows by `type` and treats the rest as unknown.
import type { Source } from '../ids.ts'

export type LineEvent = {
  type?: string
  mode?: string
  timestamp?: number
  source?: Source
  webhookEventId?: string
  deliveryContext?: { isRedelivery?: boolean }
  replyToken?: string
  message?: LineMessage
  unsend?: { messageId?: string }
  follow?: { isUnblocked?: boolean }
  joined?: { members?: { type?: string; userId?: string }[] }
  left?: { members?: { type?: string; userId?: string }[] }
  postback?: { data?: string; params?: Record<string, string> }
  videoPlayComplete?: { trackingId?: string }
  beacon?: { hwid?: string; type?: string; dm?: string }
  link?: { result?: string; nonce?: string }
  membership?: { type?: string; membershipId?: number }
  module?: { type?: string; botId?: string; scopes?: string[]; reason?: string }
  chatControl?: { expireAt?: number }
  delivery?: { data?: string }
  [other: string]: unknown
}

export type LineMessage = {
  id?: string
  type?: string
  markAsReadToken?: string
  quoteToken?: string
  quotedMessageId?: string
  text?: string
  emojis?: { index?: number; length?: number; productId?: string; emojiId?: string }[]
  mention?: {
    mentionees?: { type?: string; index?: number; length?: number; userId?: string; isSelf?: boolean }[]
  }
  contentProvider?: { type?: string; originalContentUrl?: string; previewImageUrl?: string }
  imageSet?: { id?: string; index?: number; total?: number }
  duration?: number
  fileName?: string
  fileSize?: number
  title?: string
  address?: string
  latitude?: number
  longitude?: number
  packageId?: string
  stickerId?: string
  stickerResourceType?: string
  keywords?: string[]
  [other: string]: unknown
}

/** The 20 event types LINE documents; any other is kept and shown as unsupported. */
export const LINE_EVENT_TYPES = [
  'message',
  'messageEdited',
  'unsend',
  'follow',
  'unfollow',
  'join',
  'leave',
  'memberJoined',
  'memberLeft',
  'postback',
  'videoPlayComplete',
  'beacon',
  'accountLink',
  'membership',
  'module',
  'activated',
  'deactivated',
  'botSuspended',
  'botResumed',
  'delivery',
] as const
export type LineEventType = (typeof LINE_EVENT_TYPES)[number]
