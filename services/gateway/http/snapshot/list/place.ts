// Where a page of a list ends, as opaque text for the next request. Whatever a browser sends back is held against its form: a wrong one
// is a 400 that names the field, never SQL.
import type { Sort, Sorted } from '@madoguchi/contracts/row/listFilter'
import { malformed } from '../../refusal.ts'
import { decoded, isId, isTime } from '../page.ts'

/** Activity (ms, null = none yet), id, and since when somebody waits (ms, null = nobody does; sorted by nothing but `waiting`). */
export type ListPlace = Sorted

const encode = (parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

export const listCursor = ({ lastAt, id, needsReplySince }: ListPlace, sort: Sort): string =>
  encode(sort === 'waiting' ? [lastAt, id, needsReplySince] : [lastAt, id])

/** undefined = from the top. A parameter given twice arrives as a list: refused. */
export function listPlace(cursor: unknown, channel: string, sort: Sort): ListPlace | undefined {
  if (cursor === undefined) return undefined
  const [lastAt, id, needsReplySince = null] = decoded(cursor, 'after', sort === 'waiting' ? 3 : 2)
  const times = isTimeOrNone(lastAt) && isTimeOrNone(needsReplySince)
  if (times && isId(id) && id.startsWith(`${channel}:`)) return { lastAt, id, needsReplySince }
  throw malformed('after')
}

const isTimeOrNone = (value: unknown): value is number | null => value === null || isTime(value)
