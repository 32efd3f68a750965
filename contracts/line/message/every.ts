// What every message object may carry.
import { Type, type Static } from 'typebox'
import { Action } from './action.ts'

export const closed = { additionalProperties: false }

export const QuickReply = Type.Object(
  {
    items: Type.Array(
      Type.Object({ type: Type.Literal('action'), imageUrl: Type.Optional(Type.String()), action: Action }, closed),
    ),
  },
  closed,
)
export type QuickReply = Static<typeof QuickReply>

/** Shown to the customer as "name from 'account name'". */
export const Sender = Type.Object({ name: Type.Optional(Type.String()), iconUrl: Type.Optional(Type.String()) }, closed)
export type Sender = Static<typeof Sender>

export const common = { quickReply: Type.Optional(QuickReply), sender: Type.Optional(Sender) }
