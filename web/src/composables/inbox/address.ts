// PURE: the filter in the address and back (SH-5). What an address says wrongly is left out: a link that is half right still leads
// somewhere.
import { SORTS, VIEWS, type ListFilter } from '@madoguchi/contracts/row/listFilter'
import { STATUSES } from '@madoguchi/contracts/row/desk'
import { TAG_MAX, tagged } from '@madoguchi/contracts/row/tag'
import { TAG_WAYS, TAGS_ASKED, tagsIn, tagsText, type TagFilter } from '@madoguchi/contracts/row/tagFilter'

/** `saved`: the view it came from, whatever was changed since. */
export type ListAddress = { filter: ListFilter; saved: string | null }
type Query = Record<string, unknown>

export const FRIENDS = ['friend', 'blocked', 'unknown'] as const
export const KINDS = ['user', 'group', 'room', 'unidentified'] as const
const KEYS = ['view', 'sort', 'status', 'assignee', 'team', 'friend', 'kind', 'tags', 'from', 'to', 'saved']

export function listIn(query: Query): ListAddress {
  const text = (key: string, max = 64) => {
    const value = query[key]
    return typeof value === 'string' && value !== '' && value.length <= max ? value : undefined
  }
  const one = <T extends string>(key: string, known: readonly T[]) => known.find((value) => value === query[key])
  const some = <T extends string>(key: string, known: readonly T[]) => {
    const named = text(key, 200)?.split(',') ?? []
    const chosen = known.filter((value) => named.includes(value))
    return chosen.length > 0 ? chosen : undefined
  }
  const time = (key: string) => (/^\d{1,15}$/.test(text(key) ?? '') ? Number(text(key)) : undefined)
  const fields = {
    sort: one('sort', SORTS),
    status: some('status', STATUSES),
    assignee: text('assignee'),
    team: text('team'),
    friend: some('friend', FRIENDS),
    kind: some('kind', KINDS),
    tags: tagsIn(text('tags', 4_000) ?? ''),
    from: time('from'),
    to: time('to'),
  }
  return { filter: plain({ view: one('view', VIEWS) ?? 'all', ...fields }), saved: text('saved') ?? null }
}

type Loose = { view: ListFilter['view']; tags?: ReturnType<typeof tagsIn> | undefined } & {
  [F in Exclude<keyof ListFilter, 'tags'>]?: ListFilter[F] | undefined
}

/** Without what says nothing, and always in the same order: two filters that mean the same are written the same. */
export function plain({ view, sort, status, assignee, team, friend, kind, tags, from, to }: Loose): ListFilter {
  return {
    view,
    ...(sort !== undefined && sort !== 'activity' && { sort }),
    ...(status !== undefined && status.length > 0 && { status: STATUSES.filter((one) => status.includes(one)) }),
    ...(assignee !== undefined && { assignee }),
    ...(team !== undefined && { team }),
    ...(friend !== undefined && friend.length > 0 && { friend: FRIENDS.filter((one) => friend.includes(one)) }),
    ...(kind !== undefined && kind.length > 0 && { kind: KINDS.filter((one) => kind.includes(one)) }),
    ...(tags !== undefined && plainTags(tags)),
    ...(from !== undefined && { from }),
    ...(to !== undefined && (from === undefined || from <= to) && { to }),
  }
}

/** Each once, in the order of their keys. */
function plainTags({ which, names }: { which: string; names: string[] }): { tags?: TagFilter } {
  const way = TAG_WAYS.find((one) => one === which)
  const some = tagged([], { add: names.filter(({ length }) => length <= TAG_MAX), remove: [] }).slice(0, TAGS_ASKED)
  return way === undefined || some.length === 0 ? {} : { tags: { which: way, names: some } }
}

export const sameFilter = (a: ListFilter, b: ListFilter): boolean =>
  JSON.stringify(plain(a)) === JSON.stringify(plain(b))

/** `all` as it comes needs no word in the address. */
export function queryOf({ filter, saved }: ListAddress): Record<string, string> {
  const { tags, ...rest } = plain(filter)
  const said = Object.entries({ ...rest, ...(tags && { tags: tagsText(tags) }) }).filter(
    ([key, value]) => key !== 'view' || value !== 'all',
  )
  return { ...Object.fromEntries(said.map(([key, value]) => [key, String(value)])), ...(saved !== null && { saved }) }
}

/** What of an address says which list is shown: to be kept by whatever leads to another conversation or channel. */
export const listQuery = (query: Query): Record<string, string> => queryOf(listIn(query))

/** The rest of an address. */
export const otherQuery = <V>(query: Record<string, V>): Record<string, V> =>
  Object.fromEntries(Object.entries(query).filter(([key]) => !KEYS.includes(key)))
