// Stickers, pictures, sounds, places, coupons.
import { own } from '../check/check.ts'
import type { Run } from '../check/problem.ts'
import { https, maybe, number, object, text, whole, type Json } from '../check/rule.ts'
import { COMMON } from './every.ts'
import { STICKERS } from './stickers.ts'

const picture = { originalContentUrl: https(), previewImageUrl: https() }

export const STICKER = object(
  { packageId: text(), stickerId: text(), quoteToken: maybe(text()), ...COMMON },
  stickerKnown,
)
export const IMAGE = object({ ...picture, ...COMMON })
/** `trackingId`: of use with one person only. */
export const VIDEO = object({ ...picture, trackingId: maybe(text(100)), ...COMMON }, (video, at, run) => {
  const elsewhere = run.where === 'group' || run.where === 'room'
  if (elsewhere && own(video, 'trackingId') !== undefined) run.say(`${at}.trackingId`, 'not_allowed')
})
/** `duration`: ms. */
export const AUDIO = object({ originalContentUrl: https(), duration: whole(1), ...COMMON })
export const LOCATION = object({
  title: text(100),
  address: text(100),
  latitude: number(-90, 90),
  longitude: number(-180, 180),
  ...COMMON,
})
export const COUPON = object({ couponId: text(), deliveryTag: maybe(text(30)), ...COMMON })

function stickerKnown(message: Json, at: string, run: Run): void {
  const [pack, sticker] = [own(message, 'packageId'), own(message, 'stickerId')]
  if (typeof pack !== 'string' || typeof sticker !== 'string' || pack === '' || sticker === '') return
  if (!Object.hasOwn(STICKERS, pack)) return run.say(`${at}.packageId`, 'not_allowed')
  const [first, last] = STICKERS[pack]!
  const id = /^[1-9]\d{0,14}$/.test(sticker) ? Number(sticker) : NaN
  if (!(id >= first && id <= last)) run.say(`${at}.stickerId`, 'not_allowed')
}
