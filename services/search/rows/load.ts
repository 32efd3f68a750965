// Rows as they are, for the events that speak of them; under the lock of their partitions nobody else changes them.
import { arrayText } from '../../db/arrayText.ts'
import type { Sql } from '../../db/pool.ts'
import type { NameRow, SearchRow, Subject, TextRow } from '../project/row.ts'

export const keyOf = ({ noun, conversation, id }: Subject): string => JSON.stringify([noun, conversation, id])

/** By `keyOf`. */
export async function load(tx: Sql, schema: string, subjects: Subject[]): Promise<Map<string, SearchRow>> {
  const held = new Map<string, SearchRow>()
  const wanted = [...new Map(subjects.map((one) => [keyOf(one), one])).values()]
  const messages = wanted.filter(({ noun }) => noun === 'message')
  const names = wanted.filter(({ noun }) => noun === 'name')
  if (messages.length > 0) for (const row of await loadMessages(tx, schema, messages)) held.set(keyOf(row), row)
  if (names.length > 0) for (const row of await loadNames(tx, schema, names)) held.set(keyOf(row), row)
  return held
}

async function loadMessages(tx: Sql, schema: string, wanted: Subject[]): Promise<TextRow[]> {
  const { rows } = await tx.query<Omit<TextRow, 'noun'>>({
    name: `${schema}-messages`,
    text: `select m.conversation, m.id, at, kinds, folded, gone, held as "as"
             from unnest($1::text[], $2::text[]) u(conversation, id) join ${schema}.message m using (conversation, id)`,
    values: [arrayText(wanted.map(({ conversation }) => conversation)), arrayText(wanted.map(({ id }) => id))],
  })
  return rows.map((row) => ({ noun: 'message', ...row }))
}

async function loadNames(tx: Sql, schema: string, wanted: Subject[]): Promise<NameRow[]> {
  const { rows } = await tx.query<{ id: string; held: Pick<NameRow, 'line' | 'own' | 'tags'> }>({
    name: `${schema}-names`,
    text: `select id, held from ${schema}.name where id = any($1::text[])`,
    values: [arrayText(wanted.map(({ id }) => id))],
  })
  return rows.map(({ id, held }) => ({ noun: 'name', conversation: id, id, ...held }))
}
