// Where a page ends, as opaque text for the next request. Whatever a browser sends back is held against its form: a wrong one is
// a 400 that names the field, never SQL.
import { malformed } from '../refusal.ts'

/** In the list: activity (ms, null = none yet), then id. */
export type ListPlace = { lastAt: number | null; id: string }
/** In a timeline: time (ms), then event id. */
export type TimelinePlace = { at: number; event: string }

const encode = (parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

export const listCursor = ({ lastAt, id }: ListPlace): string => encode([lastAt, id])
export const timelineCursor = ({ at, event }: TimelinePlace): string => encode([at, event])

/** undefined = from the top. A parameter given twice arrives as a list: refused. */
export function listPlace(cursor: unknown, channel: string): ListPlace | undefined {
  if (cursor === undefined) return undefined
  const [lastAt, id] = decode(cursor, 'after')
  if ((lastAt === null || isTime(lastAt)) && isId(id) && id.startsWith(`${channel}:`)) return { lastAt, id }
  throw malformed('after')
}

/** undefined = from the end. */
export function timelinePlace(cursor: unknown): TimelinePlace | undefined {
  if (cursor === undefined) return undefined
  const [at, event] = decode(cursor, 'before')
  if (!isTime(at) || !isId(event)) throw malformed('before')
  return { at, event }
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value)
const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 600 && !value.includes('\0')

function decode(cursor: unknown, field: string): [unknown, unknown] {
  if (typeof cursor !== 'string') throw malformed(field)
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 2) return [parts[0], parts[1]]
  } catch {
    // not JSON: refused like any other form
  }
  throw malformed(field)
}
