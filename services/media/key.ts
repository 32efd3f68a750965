// Keys of the store (pure): small letters, digits, - and _, in up to three parts. No dot is among them, so no key is ever a way
// out of the folder, and no two keys differ by case alone, which some file systems would take for one.
import { createHash } from 'node:crypto'
import type { UploadPart } from '@madoguchi/contracts/http/upload'
import type { MediaPart } from '@madoguchi/contracts/row/body/media'

const KEY = /^[a-z0-9_-]{1,65}(\/[a-z0-9_-]{1,65}){0,2}$/
const PLAIN = /^[a-z0-9-][a-z0-9_-]{0,64}$/

/** Throws: keys are made by us, so a bad one is a bug. */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`not a key of the media store: ${JSON.stringify(key.slice(0, 100))}`)
  return key
}

/** A key from ids that may hold anything: a part that fits stays readable, all else is hashed. Different parts, different keys. */
export const keyOf = (...parts: string[]): string =>
  checkKey(parts.map((part) => (PLAIN.test(part) ? part : `_${hash(part)}`)).join('/'))

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * Under which key a part of a customer's message lies: the fetcher puts it there, the gateway serves it from there. `message`: a
 * row's id, `<channel>:<LINE's message id>`.
 */
export function placeOf(message: string, part: MediaPart): string {
  const end = message.indexOf(':')
  return keyOf(message.slice(0, end), message.slice(end + 1), part)
}

/**
 * Under which key a part of what an agent uploaded lies. The token opens it to everybody, so it is hashed: a key stands in the
 * store's errors and in lists of a bucket.
 */
export const uploadKey = (token: string, part: UploadPart): string => keyOf('upload', hash(token), part)
