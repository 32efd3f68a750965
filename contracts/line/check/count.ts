// How long, how large: in LINE's units, and never longer over it than the limit needs.
import type { Unit } from './rule.ts'

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })

export function longer(text: string, max: number, unit: Unit): boolean {
  if (text.length <= max) return false // nothing that is seen takes less than one unit
  if (unit === 'utf16') return true
  const seen = segmenter.segment(text)[Symbol.iterator]()
  for (let n = 0; n <= max; n += 1) if (seen.next().done === true) return false
  return true
}

const encoder = new TextEncoder()
const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value)).length

/**
 * Whether the value takes more than `max` bytes as JSON in UTF-8. By hand, because JSON.stringify overflows the stack on what is
 * nested deeply enough.
 */
export function larger(value: unknown, max: number): boolean {
  const open: unknown[] = [value]
  let bytes = 0
  while (open.length > 0 && bytes <= max) {
    const next = open.pop()
    if (typeof next === 'string') bytes += next.length > max ? next.length + 2 : bytesOf(next)
    else if (typeof next !== 'object' || next === null) bytes += String(next).length
    else bytes += Array.isArray(next) ? enterList(next, open) : enterObject(next, open)
  }
  return bytes > max
}

/** Brackets and commas. */
const frame = (n: number) => 2 + Math.max(0, n - 1)

function enterList(items: unknown[], open: unknown[]): number {
  for (const item of items) open.push(item)
  return frame(items.length)
}

function enterObject(value: object, open: unknown[]): number {
  const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined)
  for (const [, inner] of pairs) open.push(inner)
  return pairs.reduce((sum, [name]) => sum + bytesOf(name) + 1, frame(pairs.length))
}
