import { createRandom } from '../../random.ts'
import { drawPicture } from '../picture.ts'
import type { Subject } from '../picture.ts'
import { makeClip } from './clip.ts'
import { makeVoice } from './voice.ts'

// Media of our own under fixed addresses, for messages that are tried out: /_media/picture/{sofa|table}.png,
// /_media/imagemap/{sofa|table}/{width}, /_media/film/{ms}.mp4, /_media/voice/{ms}.m4a.
type Made = { bytes: Buffer; contentType: string }

const LONGEST_MS = 60_000
const dice = () => createRandom('own media')
const picture = (subject: string): Made => ({
  bytes: drawPicture(dice(), subject as Subject),
  contentType: 'image/png',
})

export function ownMedia(path: string): Made | null {
  const [, subject] = /^\/_media\/(?:picture\/(?=\w+\.png$)|imagemap\/(?=\w+\/\d+$))(sofa|table)\b/.exec(path) ?? []
  if (subject !== undefined) return picture(subject)
  const [, kind, ms] = /^\/_media\/(film|voice)\/(\d{1,6})\.(?:mp4|m4a)$/.exec(path) ?? []
  const length = Math.min(LONGEST_MS, Math.max(500, Number(ms)))
  if (kind === 'film') return { bytes: makeClip(dice(), length).film, contentType: 'video/mp4' }
  return kind === 'voice' ? { bytes: makeVoice(length), contentType: 'audio/x-m4a' } : null
}
