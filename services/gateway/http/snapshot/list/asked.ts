// The filter of a list, as it stands in an address: lists by commas, tags as `tagsText`, times in ms. What does not fit is a 422 that
// names the field and, where one is passed, the limit; never SQL.
import { ListFilter } from '@madoguchi/contracts/row/listFilter'
import { tagsIn } from '@madoguchi/contracts/row/tagFilter'
import { Value } from 'typebox/value'
import { firstProblem } from '../../body.ts'
import { Refused } from '../../refusal.ts'

const TEXTS = ['view', 'sort', 'assignee', 'team'] as const
const LISTS = ['status', 'friend', 'kind'] as const
const TIMES = ['from', 'to'] as const
type Query = Record<string, unknown>

export function filterAsked(query: Query): ListFilter {
  const named = <F extends string>(fields: readonly F[], read: (text: string) => unknown) =>
    fields.filter((field) => query[field] !== undefined).map((field) => [field, read(textOf(query, field))])
  const filter: unknown = {
    view: 'all',
    ...Object.fromEntries([
      ...named(TEXTS, (text) => text),
      ...named(LISTS, (text) => text.split(',')),
      ...named(['tags'], tagsIn),
      ...named(TIMES, (text) => (/^\d{1,16}$/.test(text) ? Number(text) : text)),
    ]),
  }
  if (!Value.Check(ListFilter, filter)) throw unfit(firstProblem(ListFilter, filter), limitIn(filter))
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) throw unfit('to', filter.from)
  return filter
}

/** A parameter given twice arrives as a list; U+0000 is in no id, and in no database's text. */
function textOf(query: Query, field: string): string {
  const text = query[field]
  if (typeof text !== 'string' || text.includes('\0')) throw unfit(field)
  return text
}

function limitIn(filter: unknown): number | undefined {
  const [problem] = Value.Errors(ListFilter, filter)
  const { limit } = (problem?.params ?? {}) as { limit?: unknown }
  return typeof limit === 'number' ? limit : undefined
}

function unfit(path: string, limit?: number): Refused {
  const field = path.split('.')[0]!
  return new Refused(422, 'invalid', `"${field}" is not what a list can be filtered by`, {
    field,
    ...(limit !== undefined && { limit }),
  })
}
