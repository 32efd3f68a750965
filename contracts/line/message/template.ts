import { Type, type Static } from 'typebox'
import { Action } from './action.ts'
import { closed, common } from './every.ts'

const text = Type.Optional(Type.String())
const picture = { imageAspectRatio: text, imageSize: text, imageBackgroundColor: text }

export const ButtonsTemplate = Type.Object(
  {
    type: Type.Literal('buttons'),
    thumbnailImageUrl: text,
    ...picture,
    title: text,
    text: Type.String(),
    defaultAction: Type.Optional(Action),
    actions: Type.Array(Action),
  },
  closed,
)
export const ConfirmTemplate = Type.Object(
  { type: Type.Literal('confirm'), text: Type.String(), actions: Type.Array(Action) },
  closed,
)
export const CarouselColumn = Type.Object(
  {
    thumbnailImageUrl: text,
    imageBackgroundColor: text,
    title: text,
    text: Type.String(),
    defaultAction: Type.Optional(Action),
    actions: Type.Array(Action),
  },
  closed,
)
export const CarouselTemplate = Type.Object(
  { type: Type.Literal('carousel'), imageAspectRatio: text, imageSize: text, columns: Type.Array(CarouselColumn) },
  closed,
)
export const ImageCarouselTemplate = Type.Object(
  {
    type: Type.Literal('image_carousel'),
    columns: Type.Array(Type.Object({ imageUrl: Type.String(), action: Action }, closed)),
  },
  closed,
)
export const Template = Type.Union([ButtonsTemplate, ConfirmTemplate, CarouselTemplate, ImageCarouselTemplate])
export type ButtonsTemplate = Static<typeof ButtonsTemplate>
export type ConfirmTemplate = Static<typeof ConfirmTemplate>
export type CarouselColumn = Static<typeof CarouselColumn>
export type CarouselTemplate = Static<typeof CarouselTemplate>
export type ImageCarouselTemplate = Static<typeof ImageCarouselTemplate>
export type Template = Static<typeof Template>

export const TemplateMessage = Type.Object(
  { type: Type.Literal('template'), altText: Type.String(), template: Template, ...common },
  closed,
)
export type TemplateMessage = Static<typeof TemplateMessage>
