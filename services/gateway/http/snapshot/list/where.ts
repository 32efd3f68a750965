// PURE: a filter as conditions of SQL on `rm.conversation c`, saying of the columns what `inList` says of the row. Values are bound,
// never written into the text.
import { NONE, type ListFilter, type View } from '@madoguchi/contracts/row/listFilter'
import { WINDOW_MS } from '@madoguchi/contracts/row/reach'
import { keysOf, type TagFilter } from '@madoguchi/contracts/row/tagFilter'

/** Who asks, and when, ms. */
export type Asker = { agent: string; teams: readonly string[]; now: number }
/** Puts a value beside the text and gives its place in it: `$3`. */
export type Bind = (value: unknown) => string

export type Where = {
  conditions: string[]
  /** The only ones that can be in it, each once; null = any. */
  statuses: string[] | null
  /** `all`: nobody is in it who does not wait for an answer. */
  waits: 'some' | 'all'
}

/** `$1` of the text is the channel. */
export function whereOf(filter: ListFilter, asker: Asker, bind: Bind): Where {
  const { assignee, team, friend, kind, tags, from, to } = filter
  const conditions = inView(filter.view, asker, bind)
  if (assignee !== undefined) conditions.push(named('c.assignee', assignee, bind))
  if (team !== undefined) conditions.push(named('c.team', team, bind))
  if (friend !== undefined) conditions.push(`c.friend = any(${bind(friend)}::text[])`)
  if (kind !== undefined) conditions.push(`c.kind = any(${bind(kind)}::text[])`)
  if (tags !== undefined) conditions.push(tagged(tags, bind))
  if (from !== undefined) conditions.push(`c.last_user_at >= ${bind(from)}::bigint`)
  if (to !== undefined) conditions.push(`c.last_user_at <= ${bind(to)}::bigint`)
  return { conditions, statuses: statusesOf(filter), waits: filter.view === 'needsReply' ? 'all' : 'some' }
}

const named = (column: string, id: string, bind: Bind): string =>
  id === NONE ? `${column} is null` : `${column} = ${bind(id)}`

/** The index holds only what bears some tag, and serves where that is asked for. */
function tagged({ which, names }: TagFilter, bind: Bind): string {
  const keys = `${bind(keysOf(names))}::text[]`
  if (which === 'none') return `not c.tag_keys && ${keys}`
  return `c.tag_keys <> '{}' and c.tag_keys ${which === 'all' ? '@>' : '&&'} ${keys}`
}

const STATUSES: Partial<Record<View, string[]>> = {
  unassigned: ['open', 'pending'],
  snoozed: ['snoozed'],
  resolved: ['resolved'],
}

function statusesOf({ view, status }: ListFilter): string[] | null {
  const [mine, asked] = [STATUSES[view], status]
  if (mine === undefined) return asked === undefined ? null : [...new Set(asked)]
  return asked === undefined ? mine : mine.filter((one) => (asked as string[]).includes(one))
}

function inView(view: View, { agent, teams, now }: Asker, bind: Bind): string[] {
  switch (view) {
    case 'mine':
      return [`c.assignee = ${bind(agent)}`]
    case 'unassigned':
      return ['c.assignee is null']
    case 'teams':
      return [`c.team = any(${bind(teams)}::text[])`]
    case 'needsReply':
      return ['c.needs_since is not null']
    case 'escalated':
      return ['c.escalated']
    case 'unread':
      return [unread(bind(agent), '(select since from access where agent = $agent and channel = $1)')]
    case 'mentions':
      return [mentioned(bind(agent))]
    case 'reachable':
      return [reachable(bind(now))]
    case 'all':
    case 'snoozed':
    case 'resolved':
      return []
  }
}

/**
 * The newest countable item decides: `countable` is not unfolded, which takes 1.7 s at 100,000 conversations. `since`: SQL of where
 * access begins, by partition; `$agent` in it is the agent.
 */
export const unread = (agent: string, since: string): string =>
  `c.last_countable >= coalesce((${since.replaceAll('$agent', agent)}->>c.part::text)::bigint, 0)
   and not exists (select from reading r where r.agent = ${agent} and r.conversation = c.id and r.read_to >= c.last_countable)`

const mentioned = (agent: string): string =>
  `exists (select from rm.notice n where n.agent = ${agent} and n.conversation = c.id and n.row->>'kind' = 'mention'
     and n.at > coalesce((select seen from notices_seen where agent = ${agent}), 0))`

const time = (field: string) => `coalesce((c.row->>'${field}')::float8, '-infinity')`
const [WROTE, FOLLOWED, UNFOLLOWED] = [time('lastUserMessageAt'), time('lastFollowAt'), time('lastUnfollowAt')]
/** As `reachOf` says 'yes' or 'until'. */
const reachable = (now: string): string =>
  `case when c.kind = 'unidentified' or c.row->'mode'->>'value' = 'standby' then false
     when c.kind <> 'user' then ${time('lastLeaveAt')} <= greatest(${time('lastJoinAt')}, ${WROTE})
     when ${UNFOLLOWED} > ${FOLLOWED} and ${UNFOLLOWED} > ${WROTE} then false
     else ${FOLLOWED} > ${UNFOLLOWED} or ${now}::float8 < ${WROTE} + ${WINDOW_MS} end`
