// PURE: a place in a timeline as text, for `before` and `after`: time (ms), then event id. Whoever lets go of rows can name the edge that
// remains, without having been told a cursor for it.
export type TimelineEdge = { at: number; event: string }

export function timelineCursor({ at, event }: TimelineEdge): string {
  const bytes = new TextEncoder().encode(JSON.stringify([at, event]))
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
