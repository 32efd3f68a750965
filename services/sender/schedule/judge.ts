// What becomes of a scheduled message when its time has come (pure): it goes, with its variables filled; it is held, since the customer
// wrote or a value is missing; or it is missed. Whether it can reach anybody and whom it counts against is the ordinary way's concern.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageHeld, MessageMissed, MessageQueued } from '@madoguchi/contracts/event/message'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { fillMessages, type Values } from '@madoguchi/contracts/template/variables'

/** Later than this after its time nothing goes by itself. */
export const LATE_MS = 60 * 60_000

export type Due = {
  id: string
  conversation: string
  ask: string
  turn: string
  author: string
  body: MessageQueued
  /** It waits if the customer wrote, and the customer wrote. */
  wrote: boolean
  lateMs: number
  /** Now, by the database's clock. */
  at: number
}
export type Judgement = { state: 'dispatched' | 'held' | 'missed'; event: Envelope }

export function judge(due: Due, values: Values): Judgement {
  if (due.lateMs > LATE_MS) return ended(due, 'missed', { message: due.id })
  if (due.wrote) return ended(due, 'held', { message: due.id, why: 'wrote' })
  const { value: messages, missing } = fillMessages(due.body.messages, values)
  if (missing.length > 0) return ended(due, 'held', { message: due.id, why: 'variable', name: missing[0]! })
  const data: MessageQueued = { ...due.body, messages }
  const { id, conversation: key, at, author: by, ask: cause } = due
  return { state: 'dispatched', event: { id, type: 'message.queued', v: 1, key, at, by, cause, data } }
}

/** The id follows from the schedule or the latest "send now": held again after it, it is said again. */
function ended(due: Due, state: 'held' | 'missed', data: MessageHeld | MessageMissed): Judgement {
  const type = `message.${state}`
  const { turn, conversation: key, at, ask: cause } = due
  return { state, event: { id: uuidv5(turn, type), type, v: 1, key, at, by: 'system', cause, data } }
}
