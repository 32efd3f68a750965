// One bubble group or pill of a timeline. Inbound id: `<channel>:<LINE message id>`; outbound: the browser's UUID; a pill:
// its event's id. Order of a timeline is (at, event), event ids compared byte-wise.
import { Type, type Static } from 'typebox'
import { SentMessage, Via } from '../event/message.ts'
import { Mention, NoteFile } from '../event/note.ts'
import { SendableMessage } from '../line/sendable.ts'
import { Media } from './body/media.ts'
import { EmojiAt, MentionAt } from './body/placed.ts'
import { ConversationStatus } from './desk.ts'
import { Preview } from './preview.ts'

/** `note`: agents among themselves. */
export const Direction = Type.Union([
  Type.Literal('inbound'),
  Type.Literal('outbound'),
  Type.Literal('system'),
  Type.Literal('note'),
])
export type Direction = Static<typeof Direction>

/** Who said or did it. A contact's or member's LINE user id may be absent. */
export const By = Type.Union([
  Type.Object({ kind: Type.Literal('contact'), userId: Type.Union([Type.String(), Type.Null()]) }),
  Type.Object({ kind: Type.Literal('agent'), id: Type.String() }),
  Type.Object({ kind: Type.Literal('system') }),
])
export type By = Static<typeof By>

/**
 * What a message says. `text` is complete; the other LINE kinds are honest typed placeholders with the facts LINE gave.
 * `unsupported`: kept as received, LINE's type name is shown. `unsent`: nothing of the content remains.
 * `undisplayable`: a dead letter took its event. `sent`: what we say, one object per bubble. `deleted`: one of ours that did not go,
 * taken from every screen by an agent: it is not drawn.
 */
export const Body = Type.Union([
  Type.Object({
    kind: Type.Literal('text'),
    text: Type.String(),
    emojis: Type.Optional(Type.Array(EmojiAt)),
    mentions: Type.Optional(Type.Array(MentionAt)),
    quotedMessageId: Type.Optional(Type.String()),
    editedAt: Type.Optional(Type.Number()),
    /** What it said before its edits, oldest first: the latest 20. `at`: from when it said so. */
    earlier: Type.Optional(Type.Array(Type.Object({ text: Type.String(), at: Type.Number() }))),
  }),
  Type.Object({
    kind: Type.Literal('image'),
    /** Pictures sent together share it; no part tells whether all have come. */
    setId: Type.Optional(Type.String()),
    setIndex: Type.Optional(Type.Number()),
    setTotal: Type.Optional(Type.Number()),
    media: Type.Optional(Media),
  }),
  Type.Object({
    kind: Type.Literal('video'),
    duration: Type.Optional(Type.Number()),
    media: Type.Optional(Media),
  }),
  Type.Object({
    kind: Type.Literal('audio'),
    duration: Type.Optional(Type.Number()),
    media: Type.Optional(Media),
  }),
  Type.Object({
    kind: Type.Literal('file'),
    name: Type.Optional(Type.String()),
    size: Type.Optional(Type.Number()),
    media: Type.Optional(Media),
  }),
  Type.Object({
    kind: Type.Literal('location'),
    title: Type.Optional(Type.String()),
    address: Type.Optional(Type.String()),
    latitude: Type.Optional(Type.Number()),
    longitude: Type.Optional(Type.Number()),
  }),
  Type.Object({
    kind: Type.Literal('sticker'),
    packageId: Type.Optional(Type.String()),
    stickerId: Type.Optional(Type.String()),
    text: Type.Optional(Type.String()),
    keywords: Type.Optional(Type.Array(Type.String())),
    quotedMessageId: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('unsupported'), type: Type.String() }),
  Type.Object({ kind: Type.Literal('unsent') }),
  Type.Object({ kind: Type.Literal('undisplayable') }),
  Type.Object({
    kind: Type.Literal('sent'),
    messages: Type.Array(SendableMessage),
    /** Id of the template it was made of, of the row it quotes. */
    template: Type.Optional(Type.String()),
    quotes: Type.Optional(Type.String()),
  }),
  Type.Object({
    kind: Type.Literal('deleted'),
    /** It was scheduled for, ms: by it the list of scheduled ones hears that it is gone. */
    due: Type.Optional(Type.Number()),
  }),
  Type.Object({
    kind: Type.Literal('note'),
    text: Type.String(),
    mentions: Type.Array(Mention),
    files: Type.Array(NoteFile),
    about: Type.Optional(Type.String()),
    editedAt: Type.Optional(Type.Number()),
    /** Taken back by its author: nothing of it is left. */
    deleted: Type.Optional(Type.Literal(true)),
  }),
  // What we did (TL-52)
  Type.Object({
    kind: Type.Literal('assigned'),
    assignee: Type.Union([Type.String(), Type.Null()]),
    team: Type.Union([Type.String(), Type.Null()]),
    how: Type.String(),
  }),
  Type.Object({
    kind: Type.Literal('status'),
    status: ConversationStatus,
    until: Type.Optional(Type.Number()),
    rule: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('reopened'), case: Type.Integer(), fresh: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('replyWaived') }),
  Type.Object({ kind: Type.Literal('escalated'), text: Type.String() }),
  Type.Object({ kind: Type.Literal('returned'), text: Type.String() }),
  Type.Object({ kind: Type.Literal('tagged'), added: Type.Array(Type.String()), removed: Type.Array(Type.String()) }),
  /** Of OWN_FIELDS; a newer server may know more. What was or is in them stands in the contact alone. */
  Type.Object({ kind: Type.Literal('contactEdited'), fields: Type.Array(Type.String()) }),
  // Pills
  Type.Object({ kind: Type.Literal('follow'), unblocked: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('unfollow') }),
  Type.Object({ kind: Type.Literal('join') }),
  Type.Object({ kind: Type.Literal('leave') }),
  Type.Object({ kind: Type.Literal('memberJoined'), userIds: Type.Array(Type.String()), count: Type.Integer() }),
  Type.Object({ kind: Type.Literal('memberLeft'), userIds: Type.Array(Type.String()), count: Type.Integer() }),
  Type.Object({
    kind: Type.Literal('postback'),
    data: Type.Optional(Type.String()),
    params: Type.Optional(Type.Record(Type.String(), Type.String())),
  }),
  Type.Object({ kind: Type.Literal('videoPlayComplete'), trackingId: Type.Optional(Type.String()) }),
  Type.Object({
    kind: Type.Literal('beacon'),
    type: Type.Optional(Type.String()),
    hwid: Type.Optional(Type.String()),
    dm: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('accountLink'), result: Type.Optional(Type.String()) }),
  Type.Object({
    kind: Type.Literal('membership'),
    type: Type.Optional(Type.String()),
    membershipId: Type.Optional(Type.Number()),
  }),
  Type.Object({ kind: Type.Literal('module'), type: Type.Optional(Type.String()) }),
  Type.Object({ kind: Type.Literal('activated'), expireAt: Type.Optional(Type.Number()) }),
  Type.Object({ kind: Type.Literal('deactivated') }),
  Type.Object({ kind: Type.Literal('botSuspended') }),
  Type.Object({ kind: Type.Literal('botResumed') }),
  Type.Object({ kind: Type.Literal('delivery') }),
  Type.Object({ kind: Type.Literal('event'), type: Type.String() }),
])
export type Body = Static<typeof Body>
export type BodyKind = Body['kind']

/** The browser alone adds 'pending' (the server has not confirmed) and 'refused'. */
export const DeliveryState = Type.Union([
  Type.Literal('queued'),
  Type.Literal('delayed'),
  Type.Literal('sent'),
  Type.Literal('failed'),
  Type.Literal('unknown'),
  Type.Literal('cancelled'),
  Type.Literal('scheduled'),
  /** Its time came and it waits for a person: `held` says why. */
  Type.Literal('held'),
  Type.Literal('missed'),
])
export type DeliveryState = Static<typeof DeliveryState>

export const Delivery = Type.Object({
  state: DeliveryState,
  notificationDisabled: Type.Boolean(),
  /** When it was asked for: at `message.queued` or the latest `message.retried`. */
  askedAt: Type.Number(),
  /** Id of the event that asked: results with another cause are ignored. */
  ask: Type.String(),
  stateAt: Type.Number(),
  via: Type.Optional(Via),
  sentMessages: Type.Optional(Type.Array(SentMessage)),
  /** One of FAIL_REASONS; a newer server may know more. */
  reason: Type.Optional(Type.String()),
  why: Type.Optional(Type.String()),
  lineMessage: Type.Optional(Type.String()),
  details: Type.Optional(
    Type.Array(Type.Object({ message: Type.Optional(Type.String()), property: Type.Optional(Type.String()) })),
  ),
  requestId: Type.Optional(Type.String()),
  retryUntil: Type.Optional(Type.Number()),
  cancelAsked: Type.Optional(Type.Boolean()),
  /** Scheduled for, ms; it stays when the message was sent. */
  due: Type.Optional(Type.Number()),
  holdIfWrites: Type.Optional(Type.Boolean()),
  held: Type.Optional(Type.Object({ why: Type.String(), name: Type.Optional(Type.String()) })),
  /** An edit that came when the message was on its way already: it was sent as it was before. */
  lateEdit: Type.Optional(Type.Object({ by: Type.String(), at: Type.Number() })),
  /** An agent's word about an unknown outcome. */
  settled: Type.Optional(Type.Object({ as: Type.String(), by: Type.String(), at: Type.Number() })),
})
export type Delivery = Static<typeof Delivery>

export const MessageRow = Type.Object({
  channel: Type.String(),
  conversation: Type.String(),
  direction: Direction,
  at: Type.Number(),
  /** Event id that orders it within one millisecond. */
  event: Type.String(),
  /** Offset at which it first appeared; serves reading positions only. */
  place: Type.Integer(),
  by: By,
  body: Body,
  preview: Preview,
  /** Inbound message or postback, not unsent: counts as unread. */
  countable: Type.Boolean(),
  /** Moves the conversation in the list (LP-3). */
  activity: Type.Boolean(),
  /** It came more than a minute after it happened and takes its place by time. */
  late: Type.Optional(Type.Boolean()),
  /** An edit or an unsend came before the message itself, which then takes its own place. */
  orphan: Type.Optional(Type.Boolean()),
  /** All that is left of it, for good; nothing that comes later changes it (log.md §11). */
  skeleton: Type.Optional(Type.Literal(true)),
  /** Quoting needs it; edits renew it. */
  quoteToken: Type.Optional(Type.String()),
  /** Outbound only. */
  delivery: Type.Optional(Delivery),
})
export type MessageRow = Static<typeof MessageRow>
