// A file of an agent's, made fit for LINE before it leaves: what it is by its bytes, converted if need be, with preview and length.
// Refusals are values: why, and which limit.
import { UPLOAD_MAX, type UploadKind } from '@madoguchi/contracts/http/upload'
import { cleanName } from '../media/fileName.ts'
import { fitted, jpegOf } from './draw.ts'
import { PREVIEW_SIDE, readPicture } from './picture.ts'
import { measure } from './player.ts'
import { fail, problemOf, UploadFailed, type UploadProblem } from './problem.ts'
import { bytesAt } from './read/bytes.ts'
import { readFilm, type Film } from './read/film.ts'
import { FORMAT_BYTES, formatOf, type PictureType } from './read/format.ts'

/** `duration` ms. `size`: of the content as it is sent. */
export type Ready = {
  is: 'ready'
  kind: Exclude<UploadKind, 'imagemap'>
  name: string
  size: number
  content: Blob
  preview: Blob | null
  duration: number | null
  width: number | null
  height: number | null
}
export type Prepared = Ready | { is: 'refused'; name: string; problem: UploadProblem }

const NAME_MAX = 200

/** `wanted`: what it must be; `file` takes anything as it is. Without it, what LINE does not take goes as a file. */
export async function prepare(file: File, wanted?: UploadKind): Promise<Prepared> {
  const name = nameOf(file.name)
  try {
    const { content, ...rest } = await read(file, wanted)
    return { ...rest, is: 'ready', name, size: content.size, content }
  } catch (error) {
    return { is: 'refused', name, problem: error instanceof UploadFailed ? problemOf(error) : { why: 'unreadable' } }
  }
}

/** Fit to be read and to be saved under. Its end stays when it is too long: it says what the file is. */
export function nameOf(name: string): string {
  const clean = cleanName(name)
  if (clean.length <= NAME_MAX) return clean
  const dot = clean.lastIndexOf('.')
  const end = dot > 0 && clean.length - dot <= 16 ? clean.slice(dot) : ''
  return (clean.slice(0, NAME_MAX - end.length) + end).toWellFormed()
}

type Read = Omit<Ready, 'is' | 'name' | 'size'>

async function read(file: File, wanted: UploadKind | undefined): Promise<Read> {
  if (file.size === 0) throw fail('empty')
  const format = formatOf(await bytesAt(file, 0, FORMAT_BYTES))
  if (wanted === 'file' || format.is === 'other') return plain(file, wanted)
  if (format.is === 'picture') return pictureOf(file, format.type, wanted)
  if (format.is === 'mp3' || format.is === 'm4a') return soundOf(file, wanted, null)
  const film = await readFilm(file)
  if (film === null) return plain(file, wanted)
  return film.hasPicture && wanted !== 'audio' ? filmOf(file, film, wanted) : soundOf(file, wanted, film)
}

function insist(kind: UploadKind, wanted: UploadKind | undefined) {
  const fits = wanted === undefined || wanted === kind || (wanted === 'imagemap' && kind === 'image')
  if (!fits) throw fail('wrongKind')
}

function within(file: File, max: number) {
  if (file.size > max) throw fail('tooLarge', max)
}

const NOTHING = { preview: null, duration: null, width: null, height: null }

function plain(file: File, wanted: UploadKind | undefined): Read {
  insist('file', wanted)
  within(file, UPLOAD_MAX.file.content)
  return { kind: 'file', content: file, ...NOTHING }
}

/** Of a kind that not every browser opens: then it is a file like any other. */
const RARE: PictureType[] = ['heif', 'bmp', 'webp']

async function pictureOf(file: File, type: PictureType, wanted: UploadKind | undefined): Promise<Read> {
  insist('image', wanted)
  // Converted ones may be larger than what LINE takes, up to what a file may be.
  within(file, UPLOAD_MAX.file.content)
  try {
    return { kind: 'image', duration: null, ...(await readPicture(file, type)) }
  } catch (error) {
    if (wanted === undefined && RARE.includes(type) && problemOf(error).why === 'unreadable') return plain(file, wanted)
    throw error
  }
}

async function soundOf(file: File, wanted: UploadKind | undefined, film: Film | null): Promise<Read> {
  insist('audio', wanted)
  within(file, UPLOAD_MAX.audio.content)
  const said = film?.duration ?? (await readFilm(file))?.duration ?? null
  const duration = said ?? (await measure(file, 'audio')).duration
  if (duration === null) throw fail('unreadable')
  return { ...NOTHING, kind: 'audio', content: file, duration }
}

async function filmOf(file: File, film: Film, wanted: UploadKind | undefined): Promise<Read> {
  insist('video', wanted)
  within(file, UPLOAD_MAX.video.content)
  const { frame, duration } = await measure(file, 'video')
  try {
    const size = frame ?? { width: film.width ?? 640, height: film.height ?? 360 }
    const poster = await jpegOf(frame ?? black(size), { side: PREVIEW_SIDE, max: UPLOAD_MAX.video.preview })
    const { width, height } = size
    return { kind: 'video', content: file, preview: poster.blob, duration: film.duration ?? duration, width, height }
  } finally {
    frame?.close()
  }
}

/** Where this browser has no codec, LINE's player still has one. */
function black(size: { width: number; height: number }): OffscreenCanvas {
  const { width, height } = fitted(size, PREVIEW_SIDE)
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen === null) throw fail('unreadable')
  pen.fillStyle = '#000000'
  pen.fillRect(0, 0, width, height)
  return canvas
}
