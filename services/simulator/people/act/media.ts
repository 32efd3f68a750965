import { textOr } from '../../text.ts'
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

type Chosen = { bytes: Buffer; contentType: string }

/** What somebody chose from their disk: {bytes: base64, contentType}; null = nothing, so that ours is made. */
function chosen(value: unknown): Chosen | null {
  const { bytes, contentType } = (value ?? {}) as { bytes?: unknown; contentType?: unknown }
  if (typeof bytes !== 'string') return null
  return { bytes: Buffer.from(bytes, 'base64'), contentType: textOr(contentType, 'application/octet-stream') }
}

/** images {count?: 1…20, of?: sofa | table, files?: [{bytes, contentType}], bare?: true leaves index and total out, as old phones do} */
export const images: Deed = (scene, { count = 1, of, files, bare = false }) => {
  const own = Array.isArray(files) ? files.slice(0, 20).flatMap((one) => chosen(one) ?? []) : []
  const total = own.length > 0 ? own.length : Math.min(20, Math.max(1, Number(count) || 1))
  const { platform, channel } = scene
  const id = platform.ids.markAsReadToken().slice(1, 21).toUpperCase()
  const order = Array.from({ length: total }, (_all, i) => i + 1)
  const shuffled = platform.random.chance(channel.settings.timing.shuffledSets) ? order.toReversed() : order
  const sum = done()
  for (const index of shuffled) {
    const imageSet = total === 1 ? {} : { imageSet: bare === true ? { id } : { id, index, total } }
    const subject = of === 'sofa' || of === 'table' ? (of satisfies Subject) : undefined
    const content = own[index - 1] ?? { bytes: drawPicture(platform.random, subject), contentType: 'image/png' }
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

/** video {durationMs?, bytes?, contentType?, processingMs?: how long LINE makes it ready} */
export const video: Deed = (scene, { durationMs, processingMs, ...input }) => {
  const duration = lengthOf(durationMs, 8_000)
  const { film, poster } = makeClip(scene.platform.random, duration)
  const preview = { bytes: poster, contentType: 'image/png' }
  const content = chosen(input) ?? { bytes: film, contentType: 'video/mp4' }
  const sent = { ...content, preview, readyAt: readyAt(scene, processingMs) }
  return speak(scene, { type: 'video', duration, ...ours }, sent)
}

/** voice {durationMs?, bytes?, contentType?, processingMs?} */
export const voice: Deed = (scene, { durationMs, processingMs, ...input }) => {
  const duration = lengthOf(durationMs, 4_000)
  const content = chosen(input) ?? { bytes: makeVoice(duration), contentType: 'audio/x-m4a' }
  const sent = { ...content, readyAt: readyAt(scene, processingMs) }
  return speak(scene, { type: 'audio', duration, ...ours }, sent)
}

/** file {name, text? | bytes?, contentType?}: a text file of ours, or what was chosen */
export const file: Deed = (scene, { name = 'notes.txt', text = 'Notes\n', ...input }) => {
  const content = chosen(input) ?? { bytes: Buffer.from(String(text)), contentType: 'text/plain' }
  return speak(scene, { type: 'file', fileName: String(name), fileSize: content.bytes.length }, content)
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
