// What is looked for, as it stands in an address: lists by commas, times in ms. What does not fit is a 422 that names the field and, where
// one is passed, the limit; never SQL.
import {
  SEARCH_KINDS,
  SEARCH_MAX,
  SEARCH_MIN,
  SEARCH_SENDERS,
  type SearchKind,
  type SearchSender,
} from '@madoguchi/contracts/http/search'
import { lengthOf, wordsOf } from '@madoguchi/contracts/search/words'
import { Refused } from '../refusal.ts'
import { decoded, isId, isTime } from '../snapshot/page.ts'

/** Of a message: newest first, then by id. */
export type SearchPlace = { at: number; id: string }

/** `names`, `texts`: whether they are looked for at all. */
export type Asked = {
  words: string[]
  names: boolean
  texts: boolean
  channel?: string
  conversation?: string
  from?: number
  to?: number
  senders?: SearchSender[]
  kinds?: SearchKind[]
  after?: SearchPlace
}

type Query = Record<string, unknown>

export function searchAsked(query: Query): Asked {
  const words = wordsIn(query)
  const filter = dense({
    channel: idIn(query, 'channel'),
    conversation: idIn(query, 'conversation'),
    from: timeIn(query, 'from'),
    to: timeIn(query, 'to'),
    senders: listIn(query, 'sender', SEARCH_SENDERS),
    kinds: listIn(query, 'kind', SEARCH_KINDS),
    after: query['after'] === undefined ? undefined : placeIn(query['after']),
  })
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) throw unfit('to', filter.from)
  const texts = words.some((word) => lengthOf(word) >= SEARCH_MIN.text)
  const { channel: _channel, conversation: _conversation, ...narrow } = filter
  const names = Object.keys(narrow).length === 0
  if (!texts && !names) throw unfit('q', SEARCH_MIN.text)
  return { words, names, texts, ...filter }
}

export const searchCursor = ({ at, id }: SearchPlace): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url')

function placeIn(cursor: unknown): SearchPlace {
  const [at, id] = decoded(cursor, 'after', 2)
  if (!isTime(at) || !isId(id)) throw unfit('after')
  return { at, id }
}

function wordsIn(query: Query): string[] {
  const q = query['q'] ?? ''
  if (typeof q !== 'string') throw unfit('q')
  if (lengthOf(q) > SEARCH_MAX) throw unfit('q', SEARCH_MAX)
  const words = wordsOf(q)
  if (words.length === 0) throw unfit('q', SEARCH_MIN.names)
  return words
}

/** A parameter given twice arrives as a list. */
function idIn(query: Query, field: string): string | undefined {
  const id = query[field]
  if (id !== undefined && !isId(id)) throw unfit(field)
  return id
}

function timeIn(query: Query, field: string): number | undefined {
  const time = query[field]
  if (time === undefined) return undefined
  if (typeof time !== 'string' || !/^\d{1,15}$/.test(time)) throw unfit(field)
  return Number(time)
}

function listIn<T extends string>(query: Query, field: string, known: readonly T[]): T[] | undefined {
  const list = query[field]
  if (list === undefined) return undefined
  const names = typeof list === 'string' ? list.split(',') : []
  const found = known.filter((one) => names.includes(one))
  if (found.length === 0 || names.some((name) => !(known as readonly string[]).includes(name))) throw unfit(field)
  return found
}

const unfit = (field: string, limit?: number): Refused =>
  new Refused(422, 'invalid', `"${field}" is not what can be looked for`, {
    field,
    ...(limit !== undefined && { limit }),
  })

const dense = <T extends Record<string, unknown>>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never
