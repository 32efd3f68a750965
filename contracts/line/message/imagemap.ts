// One picture at five widths under `baseUrl`, with areas that can be tapped. Places and sizes in the units of `baseSize`.
import { Type, type Static } from 'typebox'
import { closed, common } from './every.ts'

export const ImagemapArea = Type.Object(
  { x: Type.Integer(), y: Type.Integer(), width: Type.Integer(), height: Type.Integer() },
  closed,
)
export type ImagemapArea = Static<typeof ImagemapArea>

const label = Type.Optional(Type.String())
export const ImagemapAction = Type.Union([
  Type.Object({ type: Type.Literal('uri'), label, linkUri: Type.String(), area: ImagemapArea }, closed),
  Type.Object({ type: Type.Literal('message'), label, text: Type.String(), area: ImagemapArea }, closed),
  Type.Object({ type: Type.Literal('clipboard'), label, clipboardText: Type.String(), area: ImagemapArea }, closed),
])
export type ImagemapAction = Static<typeof ImagemapAction>

export const ImagemapVideo = Type.Object(
  {
    originalContentUrl: Type.String(),
    previewImageUrl: Type.String(),
    area: ImagemapArea,
    externalLink: Type.Optional(Type.Object({ linkUri: Type.String(), label: Type.String() }, closed)),
  },
  closed,
)
export type ImagemapVideo = Static<typeof ImagemapVideo>

export const ImagemapMessage = Type.Object(
  {
    type: Type.Literal('imagemap'),
    baseUrl: Type.String(),
    altText: Type.String(),
    baseSize: Type.Object({ width: Type.Integer(), height: Type.Integer() }, closed),
    actions: Type.Array(ImagemapAction),
    video: Type.Optional(ImagemapVideo),
    ...common,
  },
  closed,
)
export type ImagemapMessage = Static<typeof ImagemapMessage>
