import type { Fields } from './field.ts'

/** The stickers LINE lists as sendable: package → first and last sticker. */
const SENDABLE: Record<string, [number, number]> = {
  446: [1988, 2027],
  789: [10855, 10894],
  1070: [17839, 17878],
  6136: [10551376, 10551399],
  6325: [10979904, 10979927],
  6359: [11069848, 11069871],
  6362: [11087920, 11087943],
  6370: [11088016, 11088039],
  6632: [11825374, 11825397],
  8515: [16581242, 16581265],
  8522: [16581266, 16581289],
  8525: [16581290, 16581313],
  11537: [52002734, 52002773],
  11538: [51626494, 51626533],
  11539: [52114110, 52114149],
}

export function checkSticker(fields: Fields): void {
  fields.text('packageId', { max: 20 })
  fields.text('stickerId', { max: 20 })
  fields.text('quoteToken', { max: 1000, optional: true })
  const { packageId, stickerId } = fields.value
  if (typeof packageId !== 'string' || typeof stickerId !== 'string') return
  const range = SENDABLE[packageId]
  const id = Number(stickerId)
  if (range === undefined || !(id >= range[0] && id <= range[1]))
    fields.problem('', 'Is not a sticker that can be sent (sim)')
}

export function checkImage(fields: Fields): void {
  fields.url('originalContentUrl')
  fields.url('previewImageUrl')
}

export function checkVideo(fields: Fields): void {
  checkImage(fields)
  fields.text('trackingId', { max: 100, optional: true })
}

export function checkAudio(fields: Fields): void {
  fields.url('originalContentUrl')
  fields.number('duration', { min: 1, whole: true })
}

export function checkLocation(fields: Fields): void {
  fields.text('title', { max: 100 })
  fields.text('address', { max: 100 })
  fields.number('latitude', { min: -90, max: 90 })
  fields.number('longitude', { min: -180, max: 180 })
}

export function checkCoupon(fields: Fields): void {
  fields.text('couponId', { max: 100 })
  fields.text('deliveryTag', { max: 30, optional: true })
}
