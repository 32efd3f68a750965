import { i18n } from '../../locales/i18n.ts'
import type { Say } from '../say.ts'
import type { SlotProblem } from './check.ts'

/** Where the code alone would say too little. */
const SPECIAL: Record<string, string> = {
  'packageId not_allowed': 'sticker',
  'stickerId not_allowed': 'sticker',
  'name not_allowed': 'senderName',
  'trackingId not_allowed': 'tracking',
  'fillInText not_allowed': 'fillIn',
  'max out_of_range': 'laterThan',
}
const PLURAL = new Set(['too_few', 'too_many', 'too_long'])

/** One sentence; within JSON with line, column and path before it. */
export function problemWords(
  { at, code, limit, inner, spot, words: told, name: variable }: SlotProblem,
  say: Say,
): string {
  if (variable !== undefined) return say(`template.problem.${code}`, { name: variable })
  const name = inner === undefined ? at.slice(at.lastIndexOf('.') + 1) : ''
  const special = Object.hasOwn(SPECIAL, `${name} ${code}`) ? SPECIAL[`${name} ${code}`]! : null
  const values = {
    limit: limit?.toLocaleString(i18n.global.locale.value) ?? '',
    ...(PLURAL.has(code) && { n: limit ?? 0 }),
  }
  const words =
    special === null ? say(`slot.problem.${code}`, { ...values, told: told ?? '' }) : say(`slot.problemOf.${special}`)
  if (spot === undefined) return words
  const place = { ...spot, path: inner ?? '', words }
  return say(inner === undefined || inner === '' ? 'slot.spot' : 'slot.spotIn', place)
}
