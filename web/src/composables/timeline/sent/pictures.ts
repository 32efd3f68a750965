// Whether a Flex message names anything that would have to be fetched.
import { addressOf } from '../../text/address.ts'
import { openOf } from './open.ts'

/** Flex nests its boxes; nothing LINE takes is deeper. */
const DEEPEST = 24

export function namesPictures(value: unknown, depth = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null || depth === 0) return false
  if (addressOf(openOf(value).url) !== null) return true
  return Object.values(value).some((inner) => namesPictures(inner, depth - 1))
}
