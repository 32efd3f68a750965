// Facts about what we say. The id of `message.queued` is the browser's UUIDv7: local echo, row key, command id and LINE's
// retry key in one. Every result names as `cause` the `message.queued` or the latest `message.retried` it answers.
import { Type, type Static } from 'typebox'
import { SendableMessage } from '../line/sendable.ts'

export const MessageQueued = Type.Object({
  messages: Type.Array(SendableMessage, { minItems: 1, maxItems: 5 }),
  notificationDisabled: Type.Boolean(),
})
export type MessageQueued = Static<typeof MessageQueued>

/** 'reply' is free, 'push' counts against the channel's quota. */
export const Via = Type.Union([Type.Literal('push'), Type.Literal('reply')])
export type Via = Static<typeof Via>

export const SentMessage = Type.Object({ id: Type.String(), quoteToken: Type.Optional(Type.String()) })
export type SentMessage = Static<typeof SentMessage>

/** LINE accepted it: never "delivered", never "read". */
export const MessageSent = Type.Object({
  message: Type.String(),
  via: Via,
  sentMessages: Type.Array(SentMessage),
  requestId: Type.Optional(Type.String()),
})
export type MessageSent = Static<typeof MessageSent>

/** Why a message was refused; put into words on the reader's screen. */
export const FAIL_REASONS = [
  'refused', // 400: LINE's field and text stand in `details`
  'unknown_recipient', // 400 "Failed to send messages"
  'not_allowed', // 403: plan or account type
  'too_large', // 413, 415
  'quota', // 429 with the monthly limit
  'expired', // 30 minutes passed and every attempt was refused or never connected
  'blocked', // stopped by us: the customer blocked the account
  'left', // stopped by us: the account left the group
  'standby', // stopped by us: another module has control
  'window_over', // stopped by us: not a friend and nothing written for 7 days
  'unidentified', // stopped by us: a conversation without a LINE id
  'channel_gone', // the channel was archived or has no credentials
] as const
export type FailReason = (typeof FAIL_REASONS)[number]

export const MessageFailed = Type.Object({
  message: Type.String(),
  reason: Type.String(),
  status: Type.Optional(Type.Number()),
  lineMessage: Type.Optional(Type.String()),
  details: Type.Optional(
    Type.Array(Type.Object({ message: Type.Optional(Type.String()), property: Type.Optional(Type.String()) })),
  ),
  requestId: Type.Optional(Type.String()),
})
export type MessageFailed = Static<typeof MessageFailed>

/** In doubt for 5 minutes: still trying, may be cancelled. */
export const MessageDelayed = Type.Object({ message: Type.String(), since: Type.Number() })
export type MessageDelayed = Static<typeof MessageDelayed>

/** LINE may have it. Never repeated by itself. `retryUntil`: until when the same key is safe; absent for replies. */
export const MessageUnknown = Type.Object({
  message: Type.String(),
  via: Via,
  why: Type.String(),
  retryUntil: Type.Optional(Type.Number()),
})
export type MessageUnknown = Static<typeof MessageUnknown>

/** An agent tries again (same id, same retry key, within 23 h of the first attempt), or asks to take it back. */
export const MessageRetried = Type.Object({ message: Type.String() })
export type MessageRetried = Static<typeof MessageRetried>
export const MessageCancelAsked = Type.Object({ message: Type.String() })
export type MessageCancelAsked = Static<typeof MessageCancelAsked>
export const MessageCancelled = Type.Object({ message: Type.String() })
export type MessageCancelled = Static<typeof MessageCancelled>
