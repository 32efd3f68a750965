import { drawPicture } from '../../world/picture.ts'
import type { Subject } from '../../world/picture.ts'
import { makeClip } from '../../world/recording/clip.ts'
import { makeVoice } from '../../world/recording/voice.ts'
import { done } from './scene.ts'
import type { Deed, Done, Scene } from './scene.ts'
import { speak } from './speak.ts'

const ours = { contentProvider: { type: 'line' } }

/** sticker {packageId, stickerId, stickerResourceType?, keywords?, text?} */
export const sticker: Deed = (scene, { packageId, stickerId, stickerResourceType = 'STATIC', keywords, text }) => {
  if (typeof packageId !== 'string' || typeof stickerId !== 'string')
    return { refused: 'packageId and stickerId are needed' }
  return speak(scene, {
    type: 'sticker',
    packageId,
    stickerId,
    stickerResourceType,
    ...(Array.isArray(keywords) ? { keywords } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  })
}

/** images {count?: 1…20, of?: sofa | table, bare?: true leaves index and total out, as old phones do} */
export const images: Deed = (scene, { count = 1, of, bare = false }) => {
  const total = Math.min(20, Math.max(1, Number(count)))
  const { platform, channel } = scene
  const id = platform.ids.markAsReadToken().slice(1, 21).toUpperCase()
  const order = Array.from({ length: total }, (_all, i) => i + 1)
  const shuffled = platform.random.chance(channel.settings.timing.shuffledSets) ? order.toReversed() : order
  const sum = done()
  for (const index of shuffled) {
    const imageSet = total === 1 ? {} : { imageSet: bare === true ? { id } : { id, index, total } }
    const bytes = drawPicture(platform.random, of === 'sofa' || of === 'table' ? (of satisfies Subject) : undefined)
    const content = { bytes, contentType: 'image/png' }
    const one = speak(scene, { type: 'image', ...ours, ...imageSet }, { ...content, preview: content })
    if ('refused' in one) return one
    join(sum, one)
  }
  return sum
}

function join(sum: Done, one: Done): void {
  sum.webhookEventIds.push(...one.webhookEventIds)
  sum.messageIds.push(...one.messageIds)
}

/** LINE makes films and voices ready after they were sent. */
const PROCESSING_MS = 1_000
const readyAt = ({ platform }: Scene, processingMs: unknown) =>
  platform.clock.now() + Math.max(0, typeof processingMs === 'number' ? processingMs : PROCESSING_MS)
const lengthOf = (durationMs: unknown, usual: number) => (Number(durationMs) > 0 ? Number(durationMs) : usual)

/** video {durationMs?, processingMs?: how long LINE makes it ready} */
export const video: Deed = (scene, { durationMs, processingMs }) => {
  const duration = lengthOf(durationMs, 8_000)
  const { film, poster } = makeClip(scene.platform.random, duration)
  const preview = { bytes: poster, contentType: 'image/png' }
  const sent = { bytes: film, contentType: 'video/mp4', preview, readyAt: readyAt(scene, processingMs) }
  return speak(scene, { type: 'video', duration, ...ours }, sent)
}

/** voice {durationMs?, processingMs?} */
export const voice: Deed = (scene, { durationMs, processingMs }) => {
  const duration = lengthOf(durationMs, 4_000)
  const sent = { bytes: makeVoice(duration), contentType: 'audio/x-m4a', readyAt: readyAt(scene, processingMs) }
  return speak(scene, { type: 'audio', duration, ...ours }, sent)
}

/** file {name, text?}: a text file */
export const file: Deed = (scene, { name = 'notes.txt', text = 'Notes\n' }) => {
  const bytes = Buffer.from(String(text))
  return speak(
    scene,
    { type: 'file', fileName: String(name), fileSize: bytes.length },
    { bytes, contentType: 'text/plain' },
  )
}

/** place {title?, address?, latitude, longitude} */
export const place: Deed = (scene, { title, address, latitude, longitude }) => {
  if (typeof latitude !== 'number' || typeof longitude !== 'number')
    return { refused: 'latitude and longitude are needed' }
  return speak(scene, {
    type: 'location',
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof address === 'string' ? { address } : {}),
    latitude,
    longitude,
  })
}
