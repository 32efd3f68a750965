// Something new, to every open console of whoever is to be told of it: at once and once, never after a reconnect. Which of the consoles
// tells it, and whether it is in view, they settle among themselves.
import { Type, type Static } from 'typebox'
import { NoticeKind } from '../row/notice.ts'
import { Preview } from '../row/preview.ts'

export const AlertKind = Type.Union([Type.Literal('message'), NoticeKind])
export type AlertKind = Static<typeof AlertKind>

export const Alert = Type.Object({
  /** Of the message, or of the line of the bell. */
  id: Type.String(),
  kind: AlertKind,
  channel: Type.String(),
  conversation: Type.String(),
  /** The message, note or pill it leads to. */
  item: Type.String(),
  at: Type.Number(),
  /** How long ago that was when it was said, ms: a browser's clock may be wrong. */
  ago: Type.Number(),
  desktop: Type.Boolean(),
  sound: Type.Boolean(),
  /** Of the conversation, where it is known. */
  name: Type.Union([Type.String(), Type.Null()]),
  /** Of a message or note; of what is gone meanwhile nothing. */
  preview: Type.Union([Preview, Type.Null()]),
})
export type Alert = Static<typeof Alert>
