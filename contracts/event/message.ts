// Facts about what we say. The id of `message.queued` is the browser's UUIDv7: local echo, row key, command id and LINE's
// retry key in one. Every result names as `cause` the `message.queued` or the latest `message.retried` it answers.
import { Type, type Static } from 'typebox'
import { SendableMessage } from '../line/sendable.ts'

// Named one by one, never spread: a browser's build cannot drop a schema into which something is spread.
const Messages = Type.Array(SendableMessage, { minItems: 1, maxItems: 5 })
/** The one they were made of, for counting. */
const Template = Type.Optional(Type.String())
/** The row that is quoted; LINE's token for it stands in the object. */
const Quotes = Type.Optional(Type.String())
/** Whose conversation it was, where another agent replied all the same (CO-5). */
const Overrode = Type.Optional(Type.String())

export const MessageQueued = Type.Object({
  messages: Messages,
  notificationDisabled: Type.Boolean(),
  template: Template,
  quotes: Quotes,
  overrode: Overrode,
})
export type MessageQueued = Static<typeof MessageQueued>

/**
 * To be sent at `due`, ms. `message`: the id its `message.queued` will bear, whose `cause` then names the latest `message.scheduled` it
 * was made of: of an edit and a dispatch at the same time the log shows who won. The same event again with other contents is an edit.
 * Variables stand in the messages as written and are filled at the due time. `holdIfWrites`: not if the customer writes before.
 */
export const MessageScheduled = Type.Object({
  messages: Messages,
  notificationDisabled: Type.Boolean(),
  template: Template,
  quotes: Quotes,
  message: Type.String(),
  due: Type.Number(),
  holdIfWrites: Type.Boolean(),
  overrode: Overrode,
})
export type MessageScheduled = Static<typeof MessageScheduled>

/** It was to wait if the customer wrote, and the customer wrote; or a value is missing that its text needs. A person decides. */
export const MessageHeld = Type.Object({
  message: Type.String(),
  why: Type.Union([Type.Literal('wrote'), Type.Literal('variable')]),
  /** The variable. */
  name: Type.Optional(Type.String()),
})
export type MessageHeld = Static<typeof MessageHeld>
/** More than an hour after `due` nothing goes by itself. */
export const MessageMissed = Type.Object({ message: Type.String() })
export type MessageMissed = Static<typeof MessageMissed>
/** "Send now": the due time is this moment. */
export const MessageReleased = Type.Object({ message: Type.String(), overrode: Overrode })
export type MessageReleased = Static<typeof MessageReleased>

/** What an agent decided about an unknown outcome: it arrived, or it is left as it is. */
export const MessageSettled = Type.Object({
  message: Type.String(),
  as: Type.Union([Type.Literal('arrived'), Type.Literal('left')]),
})
export type MessageSettled = Static<typeof MessageSettled>
/** A failed, cancelled or missed one is taken from every screen. */
export const MessageDeleted = Type.Object({ message: Type.String() })
export type MessageDeleted = Static<typeof MessageDeleted>

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
  'locked', // stopped by us: another agent has the conversation, and the channel's rule is hard
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
export const MessageRetried = Type.Object({ message: Type.String(), overrode: Overrode })
export type MessageRetried = Static<typeof MessageRetried>
export const MessageCancelAsked = Type.Object({ message: Type.String() })
export type MessageCancelAsked = Static<typeof MessageCancelAsked>
export const MessageCancelled = Type.Object({ message: Type.String() })
export type MessageCancelled = Static<typeof MessageCancelled>
