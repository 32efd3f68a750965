// The rows a batch touches, in one query per noun.
import type { Sql } from '../../db/pool.ts'
import type { Fold } from './held.ts'
import type { Noun, Placed } from '../project/placed.ts'
import { touched } from '../project/project.ts'

export async function load(tx: Sql, schema: string, events: Placed[], fold: Fold): Promise<void> {
  const ids: Record<Noun, Set<string>> = {
    conversation: new Set(),
    message: new Set(),
    contact: new Set(),
    member: new Set(),
  }
  for (const placed of events) {
    const { message, members } = touched(placed)
    ids.conversation.add(placed.event.key)
    ids.contact.add(placed.event.key)
    if (message !== null) ids.message.add(message)
    for (const member of members) ids.member.add(member)
  }
  for (const noun of ['conversation', 'message', 'contact', 'member'] as const) {
    if (ids[noun].size === 0) continue
    const { rows } = await tx.query<{ id: string; row: never }>({
      name: `${schema}-load-${noun}`,
      text: `select id, row from ${schema}.${noun} where id = any($1::text[]) and row is not null`,
      values: [[...ids[noun]]],
    })
    for (const { id, row } of rows) fold.put(noun, id, row)
  }
}
