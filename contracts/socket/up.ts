// What a browser says. Colons are wishes: each may be refused with a code of ack.ts, and each is answered.
import { Type, type Static } from 'typebox'
import type { SendableMessage } from '../line/sendable.ts'
import { Based } from '../merge.ts'
import { OwnFields } from '../row/contact.ts'
import { Notify } from '../notify/rule.ts'
import { SavedView } from '../row/savedView.ts'
import { Cursor } from '../row/row.ts'
import { TAGS_MOST } from '../row/tag.ts'
import { TemplateFields } from '../row/template.ts'
import {
  ConversationAssign,
  ConversationEscalate,
  ConversationReturn,
  ConversationSetStatus,
  ConversationWaive,
  NoteDelete,
  NoteEdit,
  NoteWrite,
} from './desk.ts'
import { SignalState } from './presence.ts'

const strict = { additionalProperties: false }
/** Above this a command is refused as `too_large`; Socket.IO's own buffer is 2 MB, beyond which it would cut the line. */
export const COMMAND_MAX_BYTES = 600_000

const Id = Type.String({ minLength: 1, maxLength: 300 })
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

/** All that changes in a room after a cursor; the same command opens a view and resumes it. */
export const Follow = Type.Object({ room: Id, v: Type.Integer(), since: Cursor }, strict)
export type Follow = Static<typeof Follow>
export const Unfollow = Type.Object({ room: Id }, strict)
export type Unfollow = Static<typeof Unfollow>

/**
 * Of a message only that it has a type: what else is wrong, and how many there may be, is said field by field by
 * `validateMessages`, which the gateway asks before it writes anything.
 */
const Said = Type.Unsafe<SendableMessage>(Type.Object({ type: Type.String() }))
// Named one by one, never spread: a browser's build cannot drop a schema into which something is spread.
const Messages = Type.Array(Said)
const Template = Type.Optional(Uuid)
/** The row that is quoted. */
const Quotes = Type.Optional(Id)
/** "Reply once" in a conversation of another agent (CO-5): recorded. */
const Override = Type.Optional(Type.Literal(true))
/** `id`: UUIDv7 made in the browser; the same id sent any number of times counts once. */
export const MessageSend = Type.Object(
  {
    id: Uuid,
    conversation: Id,
    messages: Messages,
    notificationDisabled: Type.Boolean(),
    template: Template,
    quotes: Quotes,
    /**
     * Place of the newest talk item the agent has had on screen for 500 ms, null = none: if the customer or a colleague has said
     * something newer, nothing is sent (CM-26, refused as `stale`). Absent = not asked.
     */
    seen: Type.Optional(Type.Union([Type.Object({ at: Type.Number(), event: Id }, strict), Type.Null()])),
    /** "Send anyway". */
    anyway: Type.Optional(Type.Literal(true)),
    override: Override,
  },
  strict,
)
export type MessageSend = Static<typeof MessageSend>
/** `id`: the command's own UUIDv7; `message`: the row. */
export const MessageRetry = Type.Object({ id: Uuid, message: Uuid, conversation: Id, override: Override }, strict)
export type MessageRetry = Static<typeof MessageRetry>
export const MessageCancel = Type.Object({ id: Uuid, message: Uuid, conversation: Id }, strict)
export type MessageCancel = Static<typeof MessageCancel>

/** `message`: a UUIDv7 made in the browser, the row's id. Again with `basedOn` = the row's `delivery.ask`: an edit. */
export const MessageSchedule = Type.Object(
  {
    id: Uuid,
    message: Uuid,
    conversation: Id,
    messages: Messages,
    notificationDisabled: Type.Boolean(),
    template: Template,
    quotes: Quotes,
    due: Type.Integer(),
    holdIfWrites: Type.Boolean(),
    basedOn: Type.Optional(Id),
    override: Override,
  },
  strict,
)
export type MessageSchedule = Static<typeof MessageSchedule>
/** Of a scheduled, held or missed one: send it now. */
export const MessageRelease = Type.Object({ id: Uuid, message: Uuid, conversation: Id, override: Override }, strict)
export type MessageRelease = Static<typeof MessageRelease>
export const MessageSettle = Type.Object(
  {
    id: Uuid,
    message: Uuid,
    conversation: Id,
    as: Type.Union([Type.Literal('arrived'), Type.Literal('left')]),
  },
  strict,
)
export type MessageSettle = Static<typeof MessageSettle>
/** Of a failed, cancelled or missed one. */
export const MessageDelete = Type.Object({ id: Uuid, message: Uuid, conversation: Id }, strict)
export type MessageDelete = Static<typeof MessageDelete>

/** `channel`: an id or `*`. `based`: what each field was changed upon, `{}` for a new one. */
export const TemplateChange = Type.Object(
  {
    id: Uuid,
    template: Uuid,
    channel: Id,
    based: Based,
    change: Type.Partial(TemplateFields, strict),
  },
  strict,
)
export type TemplateChange = Static<typeof TemplateChange>

/** Ask LINE for the profile again: by button, or because it is older than 24 h when opened. */
export const ContactRefresh = Type.Object(
  { id: Uuid, conversation: Id, reason: Type.Union([Type.Literal('opened'), Type.Literal('button')]) },
  strict,
)
export type ContactRefresh = Static<typeof ContactRefresh>

/** Single fields of ours, with what each was changed upon; too long a value is refused as `invalid` with its field. */
export const ContactEdit = Type.Object(
  { id: Uuid, conversation: Id, change: Type.Partial(OwnFields, strict), based: Based },
  strict,
)
export type ContactEdit = Static<typeof ContactEdit>

const TagNames = Type.Array(Type.String(), { maxItems: TAGS_MOST })
export const ContactTag = Type.Object({ id: Uuid, conversation: Id, add: TagNames, remove: TagNames }, strict)
export type ContactTag = Static<typeof ContactTag>

/** Personal state: `readTo` is a place; last write wins by the server's clock. */
export const ReadingSet = Type.Object({ conversation: Id, readTo: Type.Integer({ minimum: -1 }) }, strict)
export type ReadingSet = Static<typeof ReadingSet>
/** `form`: JSON of what stands in the form and beside the text, read with distrust; '' = nothing. Nothing in either clears the draft. */
export const DRAFT_FORM_MAX = 300_000
export const DraftSet = Type.Object(
  {
    conversation: Id,
    text: Type.String({ maxLength: 20_000 }),
    notificationDisabled: Type.Boolean(),
    form: Type.String({ maxLength: DRAFT_FORM_MAX }),
  },
  strict,
)
export type DraftSet = Static<typeof DraftSet>
export const PreferencesSet = Type.Object(
  {
    language: Type.Optional(Type.Union([Type.String({ maxLength: 10 }), Type.Null()])),
    theme: Type.Optional(Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')])),
    sendKey: Type.Optional(Type.Union([Type.Literal('enter'), Type.Literal('mod+enter')])),
    channel: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
    autoLoad: Type.Optional(Type.Boolean()),
    publicName: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()])),
    appearAway: Type.Optional(Type.Boolean()),
    keys: Type.Optional(
      Type.Object(
        {
          on: Type.Boolean(),
          map: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 40 }), { maxProperties: 100 }),
        },
        strict,
      ),
    ),
    notify: Type.Optional(Notify),
  },
  strict,
)
export type PreferencesSet = Static<typeof PreferencesSet>

/** All notices up to this time are seen, ms. */
export const NoticesSeen = Type.Object({ at: Type.Integer({ minimum: 0 }) }, strict)
export type NoticesSeen = Static<typeof NoticesSeen>
/** A set of filters under a name: one's own, or everybody's of the channel (a supervisor's). */
export const ViewSave = Type.Object({ view: SavedView }, strict)
export type ViewSave = Static<typeof ViewSave>
export const ViewDelete = Type.Object({ view: Uuid }, strict)
export type ViewDelete = Static<typeof ViewDelete>

/** Presence; volatile, not answered. The gateway renews it while the socket lives. */
export const Signal = Type.Object({ conversation: Type.Union([Id, Type.Null()]), state: SignalState }, strict)
export type Signal = Static<typeof Signal>

/** Commands by name, each answered with an ack. */
export const COMMANDS = {
  follow: Follow,
  unfollow: Unfollow,
  'message:send': MessageSend,
  'message:retry': MessageRetry,
  'message:cancel': MessageCancel,
  'message:schedule': MessageSchedule,
  'message:release': MessageRelease,
  'message:settle': MessageSettle,
  'message:delete': MessageDelete,
  'template:change': TemplateChange,
  'conversation:assign': ConversationAssign,
  'conversation:status': ConversationSetStatus,
  'conversation:waive': ConversationWaive,
  'conversation:escalate': ConversationEscalate,
  'conversation:return': ConversationReturn,
  'note:write': NoteWrite,
  'note:edit': NoteEdit,
  'note:delete': NoteDelete,
  'contact:refresh': ContactRefresh,
  'contact:edit': ContactEdit,
  'contact:tag': ContactTag,
  'reading:set': ReadingSet,
  'draft:set': DraftSet,
  'preferences:set': PreferencesSet,
  'notices:seen': NoticesSeen,
  'view:save': ViewSave,
  'view:delete': ViewDelete,
} as const
export type CommandName = keyof typeof COMMANDS
export type CommandOf<N extends CommandName> = Static<(typeof COMMANDS)[N]>
