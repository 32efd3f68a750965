// What became of the bytes of a picture, a film, a voice or a file. Absent = they are on their way.
import { Type, type Static } from 'typebox'

/** `gone`: unsent or erased; `missing`: LINE has it no longer; `too_large`: more than we keep; `failed`: LINE could not make it. */
export const MediaLoss = Type.Union([
  Type.Literal('gone'),
  Type.Literal('missing'),
  Type.Literal('too_large'),
  Type.Literal('failed'),
])
export type MediaLoss = Static<typeof MediaLoss>

/** `type`: what the bytes are, whatever anybody called them. `preview`: LINE's small picture is kept beside them. */
export const Media = Type.Union([
  Type.Object({
    state: Type.Literal('stored'),
    type: Type.String(),
    bytes: Type.Integer(),
    preview: Type.Boolean(),
  }),
  Type.Object({ state: Type.Literal('lost'), why: MediaLoss }),
])
export type Media = Static<typeof Media>

export type MediaPart = 'content' | 'preview'

/** Where the gateway serves it to agents; `message`: the row's id. */
export const mediaPath = (message: string, part: MediaPart): string => `/media/${encodeURIComponent(message)}/${part}`
