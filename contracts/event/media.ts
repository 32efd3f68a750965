// What became of the content of a customer's message, told under its conversation's key with the message's event as `cause`.
import { Type, type Static } from 'typebox'
import { MediaLoss } from '../row/body/media.ts'

/** `message`: the row's id. The bytes lie in the media store before this is said. */
export const MediaStored = Type.Object({
  message: Type.String(),
  type: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  preview: Type.Boolean(),
})
export type MediaStored = Static<typeof MediaStored>

export const MediaLost = Type.Object({ message: Type.String(), why: MediaLoss })
export type MediaLost = Static<typeof MediaLost>
