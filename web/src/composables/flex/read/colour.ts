// Colours are hexadecimal and nothing else: `#RRGGBB` or `#RRGGBBAA`.
import { field, oneOf } from './value.ts'

export type Gradient = { angle: number; start: string; center: { colour: string; at: number } | null; end: string }

const HEX = /^#([0-9a-f]{6}(?:[0-9a-f]{2})?)$/i
const ANGLE = /^(\d{1,3}(?:\.\d{1,6})?)deg$/
const SHARE = /^(\d{1,3}(?:\.\d{1,6})?)%$/

export function readColour(value: unknown): string | null {
  const [, digits] = (typeof value === 'string' && HEX.exec(value)) || []
  return digits === undefined ? null : `#${digits.toLowerCase()}`
}

/** Null unless angle, start and end are good: LINE requires all three. A bad centre is left out. */
export function readGradient(value: unknown): Gradient | null {
  if (oneOf(field(value, 'type'), ['linearGradient'], null) === null) return null
  const angle = numberIn(field(value, 'angle'), ANGLE, 359.999_999)
  const [start, end] = [readColour(field(value, 'startColor')), readColour(field(value, 'endColor'))]
  if (angle === null || start === null || end === null) return null
  const colour = readColour(field(value, 'centerColor'))
  const at = numberIn(field(value, 'centerPosition'), SHARE, 100) ?? 50
  return { angle, start, center: colour === null ? null : { colour, at }, end }
}

function numberIn(value: unknown, form: RegExp, most: number): number | null {
  const [, digits] = (typeof value === 'string' && form.exec(value)) || []
  return digits === undefined || Number(digits) > most ? null : Number(digits)
}
