// PURE: a search in the address and back (SH-5). What an address says wrongly is left out.
import {
  SEARCH_KINDS,
  SEARCH_MAX,
  SEARCH_SENDERS,
  type SearchKind,
  type SearchSender,
} from '@madoguchi/contracts/http/search'

export const SCOPES = ['channel', 'all', 'conversation'] as const
/** Where one looks: in the channel in view, in all one may read, in the open conversation. */
export type SearchScope = (typeof SCOPES)[number]
/** `from`, `to`: days as `2026-11-29`, both included. */
export type SearchAsk = {
  q: string
  scope: SearchScope
  sender?: SearchSender
  kind?: SearchKind
  from?: string
  to?: string
}
type Query = Record<string, unknown>

const KEYS = ['q', 'in', 'by', 'what', 'since', 'until']
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** null = nobody is searching. */
export function searchIn(query: Query): SearchAsk | null {
  const { q } = query
  if (typeof q !== 'string') return null
  const one = <T extends string>(key: string, known: readonly T[]) => known.find((value) => value === query[key])
  const day = (key: string) => {
    const value = query[key]
    return typeof value === 'string' && DAY.test(value) ? value : undefined
  }
  return plainAsk({
    q: q.slice(0, SEARCH_MAX),
    scope: one('in', SCOPES) ?? 'channel',
    sender: one('by', SEARCH_SENDERS),
    kind: one('what', SEARCH_KINDS),
    from: day('since'),
    to: day('until'),
  })
}

type Loose = { q: string; scope: SearchScope } & {
  [F in Exclude<keyof SearchAsk, 'q' | 'scope'>]?: SearchAsk[F] | undefined
}

/** Without what says nothing, and always in the same order. */
export const plainAsk = ({ q, scope, sender, kind, from, to }: Loose): SearchAsk => ({
  q,
  scope,
  ...(sender !== undefined && { sender }),
  ...(kind !== undefined && { kind }),
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
})

export function searchQuery(ask: SearchAsk | null): Record<string, string> {
  if (ask === null) return {}
  const { q, scope, sender, kind, from, to } = ask
  return {
    q,
    ...(scope !== 'channel' && { in: scope }),
    ...(sender !== undefined && { by: sender }),
    ...(kind !== undefined && { what: kind }),
    ...(from !== undefined && { since: from }),
    ...(to !== undefined && { until: to }),
  }
}

/** The rest of an address. */
export const withoutSearch = <V>(query: Record<string, V>): Record<string, V> =>
  Object.fromEntries(Object.entries(query).filter(([key]) => !KEYS.includes(key)))

/** Whether anything but the words narrows it: then names are not looked for. */
export const isNarrowed = ({ sender, kind, from, to }: SearchAsk): boolean =>
  [sender, kind, from, to].some((value) => value !== undefined)
