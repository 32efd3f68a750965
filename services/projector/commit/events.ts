// Every event once, with its raw text for the inspector; a second delivery of the same id is a copy and changes no row.
import type { QueryConfig } from 'pg'
import { arrayOf, arrayText } from '../../db/arrayText.ts'
import type { Sql } from '../../db/pool.ts'
import { listedIn } from '../project/skeleton.ts'
import { touched } from '../project/touched.ts'
import type { Due } from './batch.ts'

/** Which of these are there already. Under the lock of their partitions nobody else adds one. */
export async function knownEvents(tx: Sql, schema: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await tx.query<{ id: string }>({
    name: `${schema}-known`,
    text: `select id from ${schema}.event where id = any($1::text[])`,
    values: [ids],
  })
  return new Set(rows.map((row) => row.id))
}

/** The first of each id that is new, in order; the others are copies. */
export function sortOut(due: Due[], known: ReadonlySet<string>): { fresh: Due[]; copies: Due[] } {
  const seen = new Set(known)
  const [fresh, copies]: [Due[], Due[]] = [[], []]
  for (const one of due) {
    const isCopy = seen.has(one.event.id)
    ;(isCopy ? copies : fresh).push(one)
    seen.add(one.event.id)
    // What a skeleton lists is known from there on, also where its own record is erased.
    if (!isCopy) for (const { id } of listedIn(one.event)) seen.add(id)
  }
  return { fresh, copies }
}

/**
 * Sorted, so that two transactions meet rows in the same order. One that is there after all (the same id under another key) fails
 * the transaction, which is then tried in halves and finds it known; `known: 'kept'` leaves it as it is.
 */
export function insertingEvents(
  schema: string,
  events: Due[],
  { known }: { known: 'refused' | 'kept' },
): QueryConfig[] {
  if (events.length === 0) return []
  const kept = known === 'kept'
  const sorted = events.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1))
  const statement = {
    name: `${schema}-event${kept ? '-kept' : ''}`,
    text: `insert into ${schema}.event (id, part, off, key, type, conversation, contact, message, at, raw)
             select * from unnest($1::text[], $2::int[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[])
             ${kept ? 'on conflict do nothing' : ''}`,
    values: columnsOf(sorted),
  }
  return [statement]
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

/** The append ids of copies, so that erasure finds every record. */
export function keepingCopies(schema: string, copies: Due[]): QueryConfig[] {
  if (copies.length === 0) return []
  const statement = {
    name: `${schema}-copy`,
    text: `insert into ${schema}.copy (event, part, key) select * from unnest($1::text[], $2::int[], $3::uuid[]) on conflict do nothing`,
    values: [copies.map(({ event }) => event.id), copies.map(({ part }) => part), copies.map(({ key }) => key)],
  }
  return [statement]
}
