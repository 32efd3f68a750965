// How many conversations each view holds: one statement, each number by an index of its own and no further than COUNT_MAX.
import { COUNT_MAX, type ListCounts } from '@madoguchi/contracts/http/snapshot'
import { VIEWS, type ListFilter } from '@madoguchi/contracts/row/listFilter'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import type { Pool } from '../../../../db/pool.ts'
import { whereOf, type Asker, type Bind } from './where.ts'

export type CountsWish = {
  channel: string
  asker: Asker
  /** The agent's own and shared ones that apply here. */
  saved: readonly SavedView[]
  /** Names of views and ids of saved ones; undefined = all. */
  wanted: readonly string[] | undefined
}

export async function readCounts(pool: Pool, wish: CountsWish): Promise<ListCounts> {
  const { sql, values, names } = countsQuery(wish)
  if (names.length === 0) return { counts: {} }
  const { rows } = await pool.query<Record<string, number>>(sql, values)
  return { counts: Object.fromEntries(names.map((name, i) => [name, rows[0]![`n${i}`]!])) }
}

/** `names[i]` is the column `ni`: no name of a browser's becomes part of the text. */
export function countsQuery({ channel, asker, saved, wanted }: CountsWish) {
  const values: unknown[] = [channel]
  const bind: Bind = (value) => `$${values.push(value)}`
  const all: [string, ListFilter][] = [
    ...VIEWS.map((view): [string, ListFilter] => [view, { view }]),
    ...saved.map(({ id, filter }): [string, ListFilter] => [id, filter]),
  ]
  const counted = all.filter(([name]) => wanted === undefined || wanted.includes(name))
  const columns = counted.map(([, filter], i) => `${counting(filter, asker, bind)} as n${i}`)
  return { sql: `select ${columns.join(',\n  ')}`, values, names: counted.map(([name]) => name) }
}

function counting(filter: ListFilter, asker: Asker, bind: Bind): string {
  const { conditions, statuses } = whereOf(filter, asker, bind)
  const status = statuses === null ? [] : [`c.status = any(${bind(statuses)}::text[])`]
  return capped(['c.channel = $1', 'c.row is not null', ...conditions, ...status])
}

const capped = (conditions: string[]): string =>
  `(select count(*)::int from (select from rm.conversation c where ${conditions.join(' and ')} limit ${COUNT_MAX}) x)`
