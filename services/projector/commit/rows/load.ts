// The rows a batch touches, in one query.
import type { Sql } from '../../../db/pool.ts'
import type { Noun } from '../../project/placed.ts'
import { listedIn } from '../../project/skeleton.ts'
import { templateIn, touched } from '../../project/touched.ts'
import type { Due } from '../batch.ts'
import type { Fold } from '../held.ts'

/** Notices are made whole by one event and never changed. */
const NOUNS = ['conversation', 'message', 'contact', 'member', 'template'] as const satisfies Noun[]
type Loaded = (typeof NOUNS)[number]

export async function load(tx: Sql, schema: string, events: Due[], fold: Fold): Promise<void> {
  const ids = idsOf(events)
  const { rows } = await tx.query<{ noun: Noun; id: string; row: never }>({
    name: `${schema}-load`,
    text: NOUNS.map(
      (noun, i) =>
        `select '${noun}' as noun, id, row from ${schema}.${noun} where id = any($${i + 1}::text[]) and row is not null`,
    ).join(' union all '),
    values: NOUNS.map((noun) => [...ids[noun]]),
  })
  for (const { noun, id, row } of rows) fold.put(noun, id, row)
}

function idsOf(events: Due[]): Record<Loaded, Set<string>> {
  const ids: Record<Loaded, Set<string>> = {
    conversation: new Set(),
    message: new Set(),
    contact: new Set(),
    member: new Set(),
    template: new Set(),
  }
  for (const one of events) {
    const { message, members } = touched(one)
    ids.conversation.add(one.event.key)
    ids.contact.add(one.event.key)
    if (message !== null) ids.message.add(message)
    if (one.redriven !== undefined) ids.message.add(one.event.id)
    for (const member of members) ids.member.add(member)
    for (const listed of listedIn(one.event)) ids.message.add(listed.id)
    const template = templateIn(one)
    if (template !== null) ids.template.add(template)
  }
  return ids
}
