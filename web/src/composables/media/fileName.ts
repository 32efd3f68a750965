// Names of files as they came from a stranger, made fit to be read and to be saved under (pure).
import type { MediaBody } from './mediaBody.ts'

const segmenter = new Intl.Segmenter()
const charactersOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)

const SHOWN = 60
const END = 16
const SAVED = 150

/** Control characters, and marks that turn the direction of reading: with them "exe.jpg" may be a program. */
// oxlint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const visible = (name: string): string => name.replace(HIDDEN, '').toWellFormed().trim()

/** The last part of a path, without what cannot be seen; '' if nothing remains. */
export const cleanName = (name: string): string => visible(name.split(/[/\\]/).at(-1) ?? '')

/** Its beginning and its end: what a file is called last says what it is, and must not be cut off. */
export function shownName(name: string): string {
  const all = charactersOf(visible(name))
  if (all.length <= SHOWN) return all.join('')
  return `${all.slice(0, SHOWN - END - 1).join('')}…${all.slice(-END).join('')}`
}

/** Extensions by what the bytes are: a picture has no name of its own. */
const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/aac': 'aac',
}

/** What it is saved under: its own name, or its kind, LINE's number of the message and what the bytes are. */
export function savedName(id: string, body: MediaBody): string {
  const own = body.kind === 'file' ? cleanName(body.name ?? '').replace(/^\.+/, '') : ''
  if (own !== '') return charactersOf(own).slice(-SAVED).join('')
  const type = body.media?.state === 'stored' ? body.media.type : ''
  const extension = Object.hasOwn(EXTENSIONS, type) ? `.${EXTENSIONS[type]}` : ''
  return `${body.kind}-${/\w+$/.exec(id)?.[0] ?? '0'}${extension}`
}
