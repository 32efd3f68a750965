// Events whose words are taken back: the raw text goes at once, what conversation and members are made of stays until a skeleton has
// told it, and then the event's row is what the skeleton says of it, whether or not the record is still on the log.
import type { RedactedFacts } from '@madoguchi/contracts/event/redacted'
import type { Sql } from '../../db/pool.ts'
import { heardAs, listedIn, type Listed } from '../project/skeleton.ts'
import { touched } from '../project/touched.ts'
import { dense, recordOf, textOf } from '@madoguchi/contracts/event/value'
import type { Due } from './batch.ts'

export type Unsent = { message: string; conversation: string }

/** An unsend holds no words and is what tells a rebuild that the message is gone; the skeleton is what stays. */
const STAYING = `('line.unsend', 'message.redacted')`

/** Also of events that come later. */
export async function redact(tx: Sql, schema: string, unsent: Unsent[]): Promise<void> {
  const { rows } = await tx.query<{ id: string; type: string; raw: string | null }>({
    name: `${schema}-redactable`,
    text: `select id, type, raw from ${schema}.event where (message, conversation) in (select * from unnest($1::text[], $2::text[]))
             and type not in ${STAYING} and not redacted`,
    values: [unsent.map(({ message }) => message), unsent.map(({ conversation }) => conversation)],
  })
  if (rows.length === 0) return
  await tx.query({
    name: `${schema}-redact`,
    text: `update ${schema}.event v set raw = null, redacted = true, facts = u.facts
             from unnest($1::text[], $2::text[]) u(id, facts) where v.id = u.id`,
    values: [rows.map(({ id }) => id), rows.map(factsOf)],
  })
}

function factsOf({ type, raw }: { type: string; raw: string | null }): string | null {
  if (!type.startsWith('line.') || raw === null) return null
  const { mode, source } = recordOf(JSON.parse(raw))
  const { userId, groupId, roomId } = recordOf(source)
  const facts: RedactedFacts = dense({
    mode: textOf(mode),
    userId: textOf(userId),
    groupId: textOf(groupId),
    roomId: textOf(roomId),
  })
  return JSON.stringify(facts)
}

/**
 * A record that stood in the place of a listed one, because that one was erased already, is noted as its copy: it is found and
 * erased like any other.
 */
export async function tell(tx: Sql, schema: string, skeletons: Due[]): Promise<void> {
  for (const one of skeletons) {
    const listed = listedIn(one.event)
    if (listed.length === 0) continue
    const [ids, keys] = [listed.map(({ id }) => id), listed.map(({ key }) => key)]
    await tx.query(
      `insert into ${schema}.copy (event, part, key)
         select v.id, v.part, v.key from ${schema}.event v join unnest($1::text[], $2::uuid[]) u(id, key) using (id)
          where v.key <> u.key and v.conversation = $3 on conflict do nothing`,
      [ids, keys, one.event.key],
    )
    await tx.query(
      `insert into ${schema}.event as v (id, off, key, type, at, contact, message, conversation, part, redacted, told)
         select u.*, $7::text, $8::text, $9::int, true, true
           from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::bigint[], $6::text[]) u
         on conflict (id) do update set off = excluded.off, key = excluded.key, type = excluded.type, at = excluded.at,
           contact = excluded.contact, message = excluded.message, raw = null, facts = null, redacted = true, told = true
         where v.conversation = excluded.conversation`,
      [ids, listed.map(({ off }) => off), keys, ...told(listed, one), touched(one).message, one.event.key, one.part],
    )
  }
}

const told = (listed: Listed[], one: Due) => [
  listed.map(({ type }) => type),
  listed.map(({ at }) => at),
  listed.map((event) => touched(heardAs(event, one)).contact),
]
