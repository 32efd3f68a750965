// Every event once, with its raw text for the inspector; a second delivery of the same id is a copy and changes no row.
import { arrayOf, arrayText } from '../../db/arrayText.ts'
import type { Sql } from '../../db/pool.ts'
import { touched } from '../project/touched.ts'
import type { Due } from './batch.ts'

/** The events that are new, in order; the append ids of the others are kept, so that erasure finds every record. */
export async function keepEvents(tx: Sql, schema: string, due: Due[]): Promise<Due[]> {
  const first = new Map<string, Due>()
  for (const one of due) if (!first.has(one.event.id)) first.set(one.event.id, one)
  const fresh = await insertEvents(tx, schema, [...first.values()])
  const isNew = (one: Due) => fresh.has(one.event.id) && first.get(one.event.id) === one
  await keepCopies(
    tx,
    schema,
    due.filter((one) => !isNew(one)),
  )
  return due.filter(isNew)
}

/** Ids of those that were not there. Sorted, so that two transactions meet rows in the same order. */
export async function insertEvents(tx: Sql, schema: string, events: Due[]): Promise<Set<string>> {
  if (events.length === 0) return new Set()
  const sorted = events.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1))
  const { rows } = await tx.query<{ id: string }>({
    name: `${schema}-event`,
    text: `insert into ${schema}.event (id, part, off, key, type, conversation, contact, message, at, raw)
             select * from unnest($1::text[], $2::int[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[])
             on conflict do nothing returning id`,
    values: columnsOf(sorted),
  })
  return new Set(rows.map((row) => row.id))
}

function columnsOf(all: Due[]): string[] {
  const about = all.map((one) => touched(one))
  return [
    arrayText(all.map(({ event }) => event.id)),
    arrayOf(all.map(({ part }) => part)),
    arrayOf(all.map(({ place }) => place)),
    arrayText(all.map(({ key }) => key)),
    arrayText(all.map(({ event }) => event.type)),
    arrayText(all.map(({ event }) => event.key)),
    arrayText(about.map(({ contact }) => contact)),
    arrayText(about.map(({ message }) => message)),
    arrayOf(all.map(({ event }) => event.at)),
    arrayText(all.map(({ event }) => JSON.stringify(event.data) ?? null)),
  ]
}

async function keepCopies(tx: Sql, schema: string, copies: Due[]) {
  if (copies.length === 0) return
  await tx.query({
    name: `${schema}-copy`,
    text: `insert into ${schema}.copy (event, part, key) select * from unnest($1::text[], $2::int[], $3::uuid[]) on conflict do nothing`,
    values: [copies.map(({ event }) => event.id), copies.map(({ part }) => part), copies.map(({ key }) => key)],
  })
}

/** The raw text of unsent messages goes with them, also of events that come later. */
export async function redact(tx: Sql, schema: string, messages: string[]): Promise<void> {
  await tx.query({
    name: `${schema}-redact`,
    text: `update ${schema}.event set raw = null, redacted = true where message = any($1::text[]) and type <> 'line.unsend' and not redacted`,
    values: [messages],
  })
}
