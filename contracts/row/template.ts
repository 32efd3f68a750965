// A saved set of messages (TP-1). It belongs to one channel, or to all (`*`), for good: a room is no filter, and a template that could
// move between channels would have to be told to those who may not read it any more.
import { Type, type Static } from 'typebox'
import { Stamp } from '../merge.ts'

export const NAME_MAX = 60
export const FOLDER_MAX = 60
export const SHORTCUT_MAX = 30

export const TemplateState = Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('archived')])
export type TemplateState = Static<typeof TemplateState>

// Named one by one, never spread: a browser's build cannot drop a schema into which something is spread.
const Name = Type.String({ minLength: 1, maxLength: NAME_MAX })
const Folder = Type.String({ maxLength: FOLDER_MAX })
/** Typed after `/`; '' = none. */
const Shortcut = Type.String({ maxLength: SHORTCUT_MAX, pattern: '^[^\\s/]*$' })
/** Message objects as they are sent, but for `{{variables}}` in their texts; a draft may still be wrong. */
const Messages = Type.Array(Type.Object({ type: Type.String() }), { maxItems: 5 })

export const TemplateFields = Type.Object({
  name: Name,
  folder: Folder,
  shortcut: Shortcut,
  state: TemplateState,
  messages: Messages,
})
export type TemplateFields = Static<typeof TemplateFields>

export const TemplateRow = Type.Object({
  name: Name,
  folder: Folder,
  shortcut: Shortcut,
  state: TemplateState,
  messages: Messages,
  /** A channel's id, or `*`. */
  channel: Type.String(),
  /** Agents' ids. */
  author: Type.String(),
  createdAt: Type.Number(),
  changedBy: Type.String(),
  changedAt: Type.Number(),
  /** The offset at which each field was last changed, and by whom: another's change since is not overwritten unseen. */
  fieldRevs: Type.Record(Type.String(), Stamp),
})
export type TemplateRow = Static<typeof TemplateRow>
