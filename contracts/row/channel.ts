// One LINE Official Account as browsers may see it: names only, never a credential (SH-6). A directory row: part −1.
import { Type, type Static } from 'typebox'
import { DeskRules } from './deskRules.ts'

export const ChannelRow = Type.Object({
  name: Type.String(),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
  /** LINE's basic id, e.g. `@123abcde`. */
  basicId: Type.Union([Type.String(), Type.Null()]),
  order: Type.Integer(),
  state: Type.Union([Type.Literal('active'), Type.Literal('archived')]),
  /** Seconds in which a free reply is tried; 0 = always push. */
  replyWindow: Type.Integer(),
  /** Why sending stands still, if it does: LINE refuses the credentials. */
  paused: Type.Union([Type.Literal('token'), Type.Null()]),
  /** When LINE last said that the month's messages are used up, ms; null once it takes a push again. */
  quotaEndedAt: Type.Union([Type.Number(), Type.Null()]),
  desk: DeskRules,
})
export type ChannelRow = Static<typeof ChannelRow>
