// PURE: one page of a list as SQL. Total and gap-free: a page ends at a row and the next begins behind it, ties and nulls included, at
// the same cost wherever it is. Each branch is one range of an index in its own order; as one condition with `or`, every page would read
// all before it.
import type { ListFilter, Sort } from '@madoguchi/contracts/row/listFilter'
import type { ListPlace } from './place.ts'
import { whereOf, type Asker, type Bind } from './where.ts'

export type ListWish = {
  channel: string
  filter: ListFilter
  asker: Asker
  limit: number
  after: ListPlace | undefined
}
type Query = { sql: string; values: unknown[] }
/** `range`: conditions on where it stands. `order`: how the index is walked. */
type Branch = { range: string; order: string }

const ORDERS: Record<Sort, string> = {
  activity: 'last_at desc nulls last, id',
  oldest: 'last_at nulls last, id desc',
  waiting: 'needs_since nulls last, case when needs_since is null then last_at end desc nulls last, id',
}
/** The index of `activity` walked backwards has those without activity first: they are a branch of their own. */
const BACKWARDS = 'last_at nulls first, id desc'

/** One row more than the page: whether there is a next one. */
export function listQuery({ channel, filter, asker, limit, after }: ListWish): Query {
  const values: unknown[] = [channel, limit + 1]
  const bind: Bind = (value) => `$${values.push(value)}`
  const { sort = 'activity' } = filter
  const { conditions, statuses, waits } = whereOf(filter, asker, bind)
  const branches = branchesOf(sort, after, bind).filter(
    ({ range }) => waits === 'some' || !range.startsWith(NOBODY_WAITS),
  )
  const each = (statuses ?? [null]).map((status) => (status === null ? [] : [`c.status = ${bind(status)}`]))
  const selects = each.flatMap((status) =>
    branches.map(({ range, order }) => {
      const where = ['c.channel = $1', 'c.row is not null', ...conditions, ...status, ...(range === '' ? [] : [range])]
      return `(select c.id, c.part, c.rev, c.row, c.last_at, c.needs_since from rm.conversation c
        where ${where.join('\n          and ')} order by ${order} limit $2)`
    }),
  )
  if (selects.length === 0) return { sql: NOTHING, values: [channel] }
  const sql = `select * from (${selects.join('\n  union all ')}) page order by ${ORDERS[sort]} limit $2`
  return { sql, values }
}

/** Two filters that exclude each other. */
const NOTHING = `select id, part, rev, row, last_at, needs_since from rm.conversation where channel = $1 and false`
const NOBODY_WAITS = 'needs_since is null'

function branchesOf(sort: Sort, after: ListPlace | undefined, bind: Bind): Branch[] {
  if (sort === 'activity') return byActivity(after, bind)
  return sort === 'oldest' ? oldestFirst(after, bind) : longestWaiting(after, bind)
}

function byActivity(after: ListPlace | undefined, bind: Bind): Branch[] {
  const order = ORDERS.activity
  if (after === undefined) return [{ range: '', order }]
  const id = bind(after.id)
  if (after.lastAt === null) return [{ range: `last_at is null and id > ${id}`, order }]
  const at = bind(after.lastAt)
  return ranges(order, [`last_at = ${at} and id > ${id}`, `last_at < ${at}`, 'last_at is null'])
}

function oldestFirst(after: ListPlace | undefined, bind: Bind): Branch[] {
  if (after === undefined) return ranges(BACKWARDS, ['last_at is not null', 'last_at is null'])
  const id = bind(after.id)
  if (after.lastAt === null) return ranges(BACKWARDS, [`last_at is null and id < ${id}`])
  const at = bind(after.lastAt)
  return ranges(BACKWARDS, [`last_at = ${at} and id < ${id}`, `last_at > ${at}`, 'last_at is null'])
}

function longestWaiting(after: ListPlace | undefined, bind: Bind): Branch[] {
  const order = 'needs_since, id'
  const rest = { range: NOBODY_WAITS, order: ORDERS.activity }
  if (after === undefined) return [{ range: 'needs_since is not null', order }, rest]
  if (after.needsReplySince === null)
    return byActivity(after, bind).map(({ range, order: by }) => ({ range: `${NOBODY_WAITS} and ${range}`, order: by }))
  const [since, id] = [bind(after.needsReplySince), bind(after.id)]
  return [...ranges(order, [`needs_since = ${since} and id > ${id}`, `needs_since > ${since}`]), rest]
}

const ranges = (order: string, all: string[]): Branch[] => all.map((range) => ({ range, order }))
