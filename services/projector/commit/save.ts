// Changed rows into their tables, by unnest with named statements: one plan for every batch size. Sorted by id, so that two
// transactions meet rows in the same order.
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { arrayOf, arrayText } from '../../db/arrayText.ts'
import type { Sql } from '../../db/pool.ts'
import type { Changed } from './held.ts'
import type { Noun, RowsByNoun } from '../project/placed.ts'

type Value = string | number | boolean | null
type Column = { name: string; type: 'text' | 'jsonb' | 'int' | 'bigint' | 'boolean'; of(changed: Changed): Value }

/** A row that is gone keeps what it is found by, and counts for nothing. */
function shown(changed: Changed): RowsByNoun[Noun] {
  if (changed.row !== null) return changed.row
  if (changed.noun !== 'message') return changed.was
  const { delivery: _none, ...was } = changed.was as MessageRow
  return { ...was, countable: false, activity: false }
}

const column = <N extends Noun>(
  _noun: N,
  name: string,
  type: Column['type'],
  of: (row: RowsByNoun[N]) => Value,
): Column => ({
  name,
  type,
  of: (changed) => of(shown(changed) as RowsByNoun[N]),
})

const message = (name: string, type: Column['type'], of: (row: MessageRow) => Value) =>
  column('message', name, type, of)

const COLUMNS: Record<Noun, Column[]> = {
  conversation: [
    column('conversation', 'channel', 'text', (row) => row.channel),
    column('conversation', 'last_at', 'bigint', (row) => row.lastAt),
    column('conversation', 'last_countable', 'bigint', (row) => row.countable[0] ?? null),
  ],
  message: [
    message('conversation', 'text', (row) => row.conversation),
    message('at', 'bigint', (row) => row.at),
    message('event', 'text', (row) => row.event),
    message('place', 'bigint', (row) => row.place),
    message('countable', 'boolean', (row) => row.countable),
    message('activity', 'boolean', (row) => row.activity),
    message('state', 'text', (row) => row.delivery?.state ?? null),
  ],
  contact: [
    column('contact', 'channel', 'text', (row) => row.channel),
    column('contact', 'user_id', 'text', (row) => row.userId),
  ],
  member: [
    column('member', 'conversation', 'text', (row) => row.conversation),
    column('member', 'user_id', 'text', (row) => row.userId),
  ],
}

const byId = (a: Changed, b: Changed) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** One statement for each noun, sent at once, in order. */
export function save(tx: Sql, schema: string, changed: Changed[]): Promise<unknown>[] {
  const nouns = (['conversation', 'message', 'contact', 'member'] as const).map((noun) => ({
    noun,
    rows: changed.filter((one) => one.noun === noun).toSorted(byId),
  }))
  return nouns.filter(({ rows }) => rows.length > 0).map(({ noun, rows }) => saveNoun(tx, schema, noun, rows))
}

function saveNoun(tx: Sql, schema: string, noun: Noun, rows: Changed[]): Promise<unknown> {
  const own: Column[] = [
    { name: 'id', type: 'text', of: (one) => one.id },
    { name: 'part', type: 'int', of: (one) => one.part },
    { name: 'rev', type: 'bigint', of: (one) => one.rev },
    { name: 'row', type: 'jsonb', of: (one) => one.row && JSON.stringify(one.row) },
  ]
  const columns = [...own, ...COLUMNS[noun]]
  const names = columns.map((c) => c.name)
  const set = names.filter((name) => name !== 'id' && name !== 'part').map((name) => `${name} = excluded.${name}`)
  return tx.query({
    name: `${schema}-save-${noun}`,
    text: `insert into ${schema}.${noun} (${names.join(', ')})
             select * from unnest(${columns.map((c, i) => `$${i + 1}::${c.type}[]`).join(', ')})
             on conflict (id) do update set ${set.join(', ')}`,
    values: columns.map((c) => valuesOf(c, rows)),
  })
}

function valuesOf({ type, of }: Column, rows: Changed[]): string {
  const values = rows.map(of)
  return type === 'text' || type === 'jsonb'
    ? arrayText(values as (string | null)[])
    : arrayOf(values as (number | boolean | null)[])
}
