// The rows a batch touches, in one query per noun.
import type { Sql } from '../../db/pool.ts'
import type { Noun } from '../project/placed.ts'
import { touched } from '../project/touched.ts'
import type { Due } from './batch.ts'
import type { Fold } from './held.ts'

const NOUNS = ['conversation', 'message', 'contact', 'member'] as const

export async function load(tx: Sql, schema: string, events: Due[], fold: Fold): Promise<void> {
  const ids = idsOf(events)
  for (const noun of NOUNS) {
    if (ids[noun].size === 0) continue
    const { rows } = await tx.query<{ id: string; row: never }>({
      name: `${schema}-load-${noun}`,
      text: `select id, row from ${schema}.${noun} where id = any($1::text[]) and row is not null`,
      values: [[...ids[noun]]],
    })
    for (const { id, row } of rows) fold.put(noun, id, row)
  }
}

function idsOf(events: Due[]): Record<Noun, Set<string>> {
  const ids: Record<Noun, Set<string>> = {
    conversation: new Set(),
    message: new Set(),
    contact: new Set(),
    member: new Set(),
  }
  for (const one of events) {
    const { message, members } = touched(one)
    ids.conversation.add(one.event.key)
    ids.contact.add(one.event.key)
    if (message !== null) ids.message.add(message)
    if (one.redriven !== undefined) ids.message.add(one.event.id)
    for (const member of members) ids.member.add(member)
  }
  return ids
}
