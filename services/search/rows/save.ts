// Rows as they are now, with the pieces by which they are found. Sorted, so that transactions meet rows in the same order.
import { channelOf } from '@madoguchi/contracts/ids'
import { gramsOf, NAME_GRAMS, TEXT_GRAMS } from '@madoguchi/contracts/search/words'
import type { QueryConfig } from 'pg'
import { arrayOf, arrayText } from '../../db/arrayText.ts'
import { namesIn, type NameRow, type SearchRow, type TextRow } from '../project/row.ts'

/** `rev`: offset of the event that made it so. */
export type Changed = { part: number; rev: number; row: SearchRow }

export function saving(schema: string, changed: Changed[]): QueryConfig[] {
  const sorted = changed.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const messages = sorted.filter(({ row }) => row.noun === 'message')
  const names = sorted.filter(({ row }) => row.noun === 'name')
  return [
    ...(messages.length > 0 ? [savingMessages(schema, messages)] : []),
    ...(names.length > 0 ? [savingNames(schema, names)] : []),
  ]
}

const orderOf = ({ row }: Changed): string => `${row.conversation}\n${row.id}`

/** What stands in a row of its own array inside an array: PostgreSQL has no arrays of arrays of several lengths. */
const listText = (lists: string[][]): string => arrayText(lists.map((list) => arrayText(list)))

const savingMessages = (schema: string, changed: Changed[]): QueryConfig => {
  const rows = changed.map(({ row }) => row as TextRow)
  return {
    name: `${schema}-save-messages`,
    text: `insert into ${schema}.message as m (conversation, id, part, rev, channel, at, direction, kinds, gone, held, folded, grams)
             select conversation, id, part, rev, channel, at, held->>'direction', kinds::text[], gone, held, folded, grams::text[]
               from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::boolean[],
                           $9::jsonb[], $10::text[], $11::text[])
                    u(conversation, id, part, rev, channel, at, kinds, gone, held, folded, grams)
           on conflict (conversation, id) do update set rev = excluded.rev, at = excluded.at, direction = excluded.direction,
             kinds = excluded.kinds, gone = excluded.gone, held = excluded.held, folded = excluded.folded, grams = excluded.grams`,
    values: [
      ...placed(changed),
      arrayOf(rows.map(({ at }) => at)),
      listText(rows.map(({ kinds }) => kinds)),
      arrayOf(rows.map(({ gone }) => gone)),
      arrayText(rows.map((row) => JSON.stringify(row.as))),
      arrayText(rows.map(({ folded }) => folded)),
      listText(rows.map(({ folded }) => gramsOf(folded, TEXT_GRAMS))),
    ],
  }
}

const savingNames = (schema: string, changed: Changed[]): QueryConfig => {
  const rows = changed.map(({ row }) => row as NameRow)
  const names = rows.map(namesIn)
  return {
    name: `${schema}-save-names`,
    text: `insert into ${schema}.name (id, part, rev, channel, held, folded, grams)
             select id, part, rev, channel, held, folded, grams::text[]
               from unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::jsonb[], $7::text[], $8::text[])
                    u(conversation, id, part, rev, channel, held, folded, grams)
           on conflict (id) do update set rev = excluded.rev, held = excluded.held, folded = excluded.folded, grams = excluded.grams`,
    values: [
      ...placed(changed),
      arrayText(rows.map(({ line, own, tags }) => JSON.stringify({ line, own, tags }))),
      arrayText(names),
      listText(names.map((folded) => gramsOf(folded, NAME_GRAMS))),
    ],
  }
}

const placed = (changed: Changed[]): string[] => [
  arrayText(changed.map(({ row }) => row.conversation)),
  arrayText(changed.map(({ row }) => row.id)),
  arrayOf(changed.map(({ part }) => part)),
  arrayOf(changed.map(({ rev }) => rev)),
  arrayText(changed.map(({ row }) => channelOf(row.conversation))),
]
