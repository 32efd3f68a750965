// What a push carries to the worker of a device that asked for it. `test`: the agent wished to see one.
import { Type, type Static } from 'typebox'
import { Preview } from '../row/preview.ts'
import { AlertKind } from './alert.ts'

export const Pushed = Type.Object({
  id: Type.String(),
  kind: Type.Union([AlertKind, Type.Literal('test')]),
  channel: Type.String(),
  channelName: Type.String(),
  conversation: Type.String(),
  item: Type.String(),
  at: Type.Number(),
  /** How many of that conversation it stands for. */
  n: Type.Integer(),
  language: Type.String(),
  /** With previews only. */
  name: Type.Optional(Type.String()),
  preview: Type.Optional(Preview),
})
export type Pushed = Static<typeof Pushed>
