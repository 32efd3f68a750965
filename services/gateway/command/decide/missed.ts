// PURE: what an agent has not seen of what was said meanwhile (CM-26): by the customer, by a colleague, by an automation. Not what
// nobody "said", nor the agent's own, nor what has not gone and will not by itself.
import type { DeliveryState, MessageRow } from '@madoguchi/contracts/row/message'
import type { MessageSend } from '@madoguchi/contracts/socket/up'

/** A place in the timeline. */
export type Spot = { at: number; event: string }
export type Talk = { id: string; row: MessageRow }
/** The last thing that was said through any gateway and that no row shows yet. */
export type JustSaid = Spot & { agent: string }

const NOT_SAID = new Set<DeliveryState>(['scheduled', 'held', 'missed', 'cancelled', 'failed'])

/** Inbound messages of every kind and postbacks are exactly the countable ones. */
function isTalk({ row }: Talk, agent: string): boolean {
  if (row.direction !== 'outbound') return row.countable
  if (row.body.kind === 'deleted' || (row.delivery && NOT_SAID.has(row.delivery.state))) return false
  return row.by.kind !== 'agent' || row.by.id !== agent
}

const after = (one: Spot, seen: Spot | null): boolean =>
  seen === null || one.at > seen.at || (one.at === seen.at && one.event > seen.event)

type Known = { newer: Talk[]; justSaid: JustSaid | null }

/** Ids of rows, oldest first; none = it may go. `newer`: what stands after `seen` in the timeline, oldest first. */
export function missedOf(wish: MessageSend, { newer, justSaid }: Known, agent: string): string[] {
  const { seen, anyway } = wish
  if (seen === undefined || anyway === true) return []
  const missed = newer.filter((talk) => isTalk(talk, agent) && after(talk.row, seen)).map(({ id }) => id)
  if (justSaid !== null && justSaid.agent !== agent && after(justSaid, seen)) missed.push(justSaid.event)
  return missed
}
