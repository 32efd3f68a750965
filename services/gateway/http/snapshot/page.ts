// Where a page of a timeline ends, as opaque text for the next request. Whatever a browser sends back is held against its form: a wrong one is
// a 400 that names the field, never SQL.
import type { TimelineEdge } from '@madoguchi/contracts/http/timelineCursor'
import { malformed } from '../refusal.ts'
import type { Around } from './timeline/window.ts'

/** In a timeline: time (ms), then event id. */
export type TimelinePlace = TimelineEdge

/** undefined = not asked for. `field`: the parameter it came in. */
export function timelinePlace(cursor: unknown, field: 'before' | 'after'): TimelinePlace | undefined {
  if (cursor === undefined) return undefined
  const [at, event] = decoded(cursor, field, 2)
  if (!isTime(at) || !isId(event)) throw malformed(field)
  return { at, event }
}

/** What a window is to stand around: an item by its id, or a moment in ms; undefined = not asked for. */
export function aroundOf({ around, at }: { around?: unknown; at?: unknown }): Around | undefined {
  if (around !== undefined) {
    if (!isId(around)) throw malformed('around')
    return { item: around }
  }
  if (at === undefined) return undefined
  if (typeof at !== 'string' || !/^\d{1,15}$/.test(at)) throw malformed('at')
  return { at: Number(at) }
}

export const isTime = (value: unknown): value is number => Number.isSafeInteger(value)
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 600 && !value.includes('\0')

/** `length`: how many parts a place of this kind has. */
export function decoded(cursor: unknown, field: string, length: number): unknown[] {
  if (typeof cursor !== 'string') throw malformed(field)
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === length) return parts
  } catch {
    // not JSON: refused like any other form
  }
  throw malformed(field)
}
