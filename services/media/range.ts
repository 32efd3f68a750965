// Which bytes of a content are wanted (pure). From HTTP's Range header, as far as players use it: one range of bytes.

/** From a position to another (inclusive) or to the end, or the last so many bytes. */
export type Range = { first: number; last?: number } | { suffix: number }

/** null = the whole: no header, several ranges, another unit or nonsense, which a server may all ignore (RFC 9110 §14.2). */
export function parseRange(header: string | undefined): Range | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') return { suffix: Number(last) }
  if (last === '') return { first: Number(first) }
  return Number(last) < Number(first) ? null : { first: Number(first), last: Number(last) }
}

/** The bytes of the range that are there, or null where there is none: then 416 is the answer. */
export function within(range: Range | undefined, total: number): { from: number; bytes: number } | null {
  if (range === undefined) return { from: 0, bytes: total }
  const from = 'suffix' in range ? Math.max(0, total - range.suffix) : range.first
  const last = 'suffix' in range ? total - 1 : Math.min(range.last ?? total - 1, total - 1)
  return from > last ? null : { from, bytes: last - from + 1 }
}
