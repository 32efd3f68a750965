// Commands about the work itself: whose a conversation is, how it stands, what agents note for each other. `id`: UUIDv7 made in the
// browser; the same id sent any number of times counts once, and is the id of the event, and of the note.
import { Type, type Static } from 'typebox'
import { MENTIONS_MAX, NOTE_MAX } from '../event/note.ts'
import { ConversationStatus } from '../row/desk.ts'

const strict = { additionalProperties: false }
const Id = Type.String({ minLength: 1, maxLength: 300 })
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })
const IdOrNone = Type.Union([Id, Type.Null()])

/** Both are set: null = nobody, no team. "Take" names oneself. */
export const ConversationAssign = Type.Object(
  { id: Uuid, conversation: Id, assignee: IdOrNone, team: IdOrNone },
  strict,
)
export type ConversationAssign = Static<typeof ConversationAssign>

/** `until`: of a snooze, ms, in the future and within `SNOOZE_MAX_MS`. */
export const SNOOZE_MAX_MS = 366 * 24 * 60 * 60 * 1000
export const ConversationSetStatus = Type.Object(
  { id: Uuid, conversation: Id, status: ConversationStatus, until: Type.Optional(Type.Integer()) },
  strict,
)
export type ConversationSetStatus = Static<typeof ConversationSetStatus>

/** "No reply needed". */
export const ConversationWaive = Type.Object({ id: Uuid, conversation: Id }, strict)
export type ConversationWaive = Static<typeof ConversationWaive>

/** By an agent, with a word for the supervisors; back by a supervisor, with the answer. */
export const ESCALATION_MAX = 1_000
const Word = Type.String({ minLength: 1, maxLength: ESCALATION_MAX })
export const ConversationEscalate = Type.Object({ id: Uuid, conversation: Id, text: Word }, strict)
export type ConversationEscalate = Static<typeof ConversationEscalate>
export const ConversationReturn = Type.Object({ id: Uuid, conversation: Id, text: Word }, strict)
export type ConversationReturn = Static<typeof ConversationReturn>

const NoteText = Type.String({ minLength: 1, maxLength: NOTE_MAX })
const Mentions = Type.Array(
  Type.Object(
    {
      kind: Type.Union([Type.Literal('agent'), Type.Literal('team')]),
      id: Id,
      start: Type.Integer({ minimum: 0 }),
      length: Type.Integer({ minimum: 1 }),
    },
    strict,
  ),
  { maxItems: MENTIONS_MAX },
)
export const NOTE_FILES_MAX = 10
/** `files`: addresses of our own uploads of this channel. `about`: a row of the conversation. */
export const NoteWrite = Type.Object(
  {
    id: Uuid,
    conversation: Id,
    text: NoteText,
    mentions: Mentions,
    files: Type.Array(Type.String({ maxLength: 2_000 }), { maxItems: NOTE_FILES_MAX }),
    about: Type.Optional(Id),
  },
  strict,
)
export type NoteWrite = Static<typeof NoteWrite>
/** By the author only. */
export const NoteEdit = Type.Object(
  { id: Uuid, note: Uuid, conversation: Id, text: NoteText, mentions: Mentions },
  strict,
)
export type NoteEdit = Static<typeof NoteEdit>
export const NoteDelete = Type.Object({ id: Uuid, note: Uuid, conversation: Id }, strict)
export type NoteDelete = Static<typeof NoteDelete>
