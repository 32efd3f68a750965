// What every decision about a conversation's desk begins with (pure): the row as it stands, and whether this was asked before.
import type { EventId } from '@madoguchi/contracts/ids'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { refuse, type Decision } from '../decision.ts'
import type { Loaded } from '../decideSend.ts'
import { lockOf, type Lock } from './lock.ts'
import type { Doer } from './staff.ts'
import type { Deed } from './standing.ts'

/** `message`: the row that bears the command's id. `unseen`: what was decided here since and no row shows; the conversation counts it in. */
export type Known = Loaded & { unseen: Deed[] }
export type Wish = { id: EventId; conversation: string }

/** What was asked before under this id, by the same agent for the same conversation, is done. */
export function answered({ id, conversation }: Wish, { message, unseen }: Known, agent: string): Decision | null {
  if (message !== null) {
    const { part, row } = message
    const mine = row?.conversation === conversation && row.by.kind === 'agent' && row.by.id === agent
    return mine ? { done: { part, off: row.place } } : refuse('id_taken')
  }
  const deed = unseen.find(({ event }) => event.id === id)
  return deed === undefined ? null : { done: { part: partitionOf(conversation), off: deed.off } }
}

export const deskLock = (desk: Desk, { agent, isSupervisor, rules, staff }: Doer): Lock =>
  lockOf(desk, { agent, isSupervisor, rule: rules.lock, isActive: (id) => staff.agent(id)?.active === true })

/** Never before what stands in the timeline already, when clocks differ. */
export function fact(
  { id, conversation: key }: Wish,
  { newestAt }: Pick<Known, 'newestAt'>,
  { agent, now }: Pick<Doer, 'agent' | 'now'>,
  said: Pick<Envelope, 'type' | 'data'>,
): Envelope {
  const at = Math.max(now, (newestAt ?? -1) + 1)
  return { id, type: said.type, v: 1, key, at, by: agent, data: said.data }
}
