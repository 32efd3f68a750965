// Changed rows into their tables, by unnest with named statements: one plan for every batch size. Sorted by id, so that two
// transactions meet rows in the same order.
import type { QueryConfig } from 'pg'
import { listOf, recordOf, textOf } from '@madoguchi/contracts/event/value'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { arrayOf, arrayText } from '../../../db/arrayText.ts'
import type { Changed } from '../held.ts'
import type { Noun, RowsByNoun } from '../../project/placed.ts'

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

/** The customer said it, taken back or not: it opens what was resolved, put off or waited for. */
const opens = ({ direction, countable, orphan }: MessageRow): boolean =>
  countable || (direction === 'inbound' && orphan !== true)

/** A person's word that LINE took, or that a person says arrived: nothing before it waits any more. */
const answers = ({ direction, by, delivery }: MessageRow): boolean =>
  direction === 'outbound' && by.kind === 'agent' && (delivery?.state === 'sent' || delivery?.settled?.as === 'arrived')

/** LINE's ids of what it took, by which quotes of it come. */
function lineIds({ delivery }: MessageRow): string | null {
  const ids = listOf(delivery?.sentMessages).map((one) => textOf(recordOf(one).id) ?? '')
  return ids.length === 0 ? null : JSON.stringify(ids)
}

/** Conversations have a statement of their own: conversations.ts. */
type Saved = Exclude<Noun, 'conversation'>

const COLUMNS: Record<Saved, Column[]> = {
  message: [
    message('conversation', 'text', (row) => row.conversation),
    message('at', 'bigint', (row) => row.at),
    message('event', 'text', (row) => row.event),
    message('place', 'bigint', (row) => row.place),
    message('countable', 'boolean', (row) => row.countable),
    message('activity', 'boolean', (row) => row.activity),
    message('opens', 'boolean', opens),
    message('answers', 'boolean', answers),
    message('state', 'text', (row) => (row.delivery?.settled?.as === 'left' ? 'left' : (row.delivery?.state ?? null))),
    message(
      'due',
      'bigint',
      (row) => row.delivery?.due ?? (row.body.kind === 'deleted' ? (row.body.due ?? null) : null),
    ),
    message('template', 'text', ({ body }) => (body.kind === 'sent' ? (body.template ?? null) : null)),
    message('line_ids', 'jsonb', lineIds),
  ],
  contact: [
    column('contact', 'channel', 'text', (row) => row.channel),
    column('contact', 'user_id', 'text', (row) => row.userId),
  ],
  member: [
    column('member', 'conversation', 'text', (row) => row.conversation),
    column('member', 'user_id', 'text', (row) => row.userId),
  ],
  template: [column('template', 'channel', 'text', (row) => row.channel)],
  notice: [
    column('notice', 'conversation', 'text', (row) => row.conversation),
    column('notice', 'agent', 'text', (row) => row.agent),
    column('notice', 'at', 'bigint', (row) => row.at),
  ],
}

/** The first column that this row says nothing of, null when it can be saved. */
export function lacking(noun: Noun, row: RowsByNoun[Noun]): string | null {
  if (noun === 'conversation') return typeof (row as { channel?: unknown }).channel === 'string' ? null : 'channel'
  const whole = { noun, id: '', part: 0, rev: 0, row } as Changed
  return COLUMNS[noun].find((column) => column.of(whole) === undefined)?.name ?? null
}

const byId = (a: Changed, b: Changed) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** One statement for each noun. */
export function saving(schema: string, changed: Changed[]): QueryConfig[] {
  const nouns = (['message', 'contact', 'member', 'template', 'notice'] as const).map((noun) => ({
    noun,
    rows: changed.filter((one) => one.noun === noun).toSorted(byId),
  }))
  return nouns.filter(({ rows }) => rows.length > 0).map(({ noun, rows }) => savingNoun(schema, noun, rows))
}

function savingNoun(schema: string, noun: Saved, rows: Changed[]): QueryConfig {
  const own: Column[] = [
    { name: 'id', type: 'text', of: (one) => one.id },
    { name: 'part', type: 'int', of: (one) => one.part },
    { name: 'rev', type: 'bigint', of: (one) => one.rev },
    { name: 'row', type: 'jsonb', of: (one) => one.row && JSON.stringify(one.row) },
  ]
  const columns = [...own, ...COLUMNS[noun]]
  const names = columns.map((c) => c.name)
  const set = names.filter((name) => name !== 'id' && name !== 'part').map((name) => `${name} = excluded.${name}`)
  return {
    name: `${schema}-save-${noun}`,
    text: `insert into ${schema}.${noun} (${names.join(', ')})
             select * from unnest(${columns.map((c, i) => `$${i + 1}::${c.type}[]`).join(', ')})
             on conflict (id) do update set ${set.join(', ')}`,
    values: columns.map((c) => valuesOf(c, rows)),
  }
}

function valuesOf({ type, of }: Column, rows: Changed[]): string {
  const values = rows.map(of)
  return type === 'text' || type === 'jsonb'
    ? arrayText(values as (string | null)[])
    : arrayOf(values as (number | boolean | null)[])
}
