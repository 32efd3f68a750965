// Pictures, sounds, places and stickers: LINE fetches what an address names.
import { Type, type Static } from 'typebox'
import { closed, common } from './every.ts'

export const StickerMessage = Type.Object(
  {
    type: Type.Literal('sticker'),
    packageId: Type.String(),
    stickerId: Type.String(),
    quoteToken: Type.Optional(Type.String()),
    ...common,
  },
  closed,
)
export const ImageMessage = Type.Object(
  { type: Type.Literal('image'), originalContentUrl: Type.String(), previewImageUrl: Type.String(), ...common },
  closed,
)
export const VideoMessage = Type.Object(
  {
    type: Type.Literal('video'),
    originalContentUrl: Type.String(),
    previewImageUrl: Type.String(),
    trackingId: Type.Optional(Type.String()),
    ...common,
  },
  closed,
)
/** `duration`: ms. */
export const AudioMessage = Type.Object(
  { type: Type.Literal('audio'), originalContentUrl: Type.String(), duration: Type.Integer(), ...common },
  closed,
)
export const LocationMessage = Type.Object(
  {
    type: Type.Literal('location'),
    title: Type.String(),
    address: Type.String(),
    latitude: Type.Number(),
    longitude: Type.Number(),
    ...common,
  },
  closed,
)
export const CouponMessage = Type.Object(
  { type: Type.Literal('coupon'), couponId: Type.String(), deliveryTag: Type.Optional(Type.String()), ...common },
  closed,
)
export type StickerMessage = Static<typeof StickerMessage>
export type ImageMessage = Static<typeof ImageMessage>
export type VideoMessage = Static<typeof VideoMessage>
export type AudioMessage = Static<typeof AudioMessage>
export type LocationMessage = Static<typeof LocationMessage>
export type CouponMessage = Static<typeof CouponMessage>
