// What is to be sent later. While it waits, `delivery.ask` is the latest `message.scheduled`: facts about another one are late copies or
// lost a race. An edit names as `cause` what it was based on: of two based on the same the first on the log counts, and
// one that comes when the message is on its way already is only told of. Whoever edited last is the author. The place of a scheduled
// one is when it was made, so that waiting moves nothing.
import type { MessageHeld, MessageScheduled } from '@madoguchi/contracts/event/message'
import type { By, Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import type { Placed } from '../../placed.ts'
import { mayBegin, saying } from '../saying.ts'

/** The new delivery, or undefined when the fact changes nothing. */
export type Change = (delivery: Delivery, placed: Placed) => Delivery | undefined

const WAITING: readonly string[] = ['scheduled', 'held', 'missed'] satisfies Delivery['state'][]

export const isWaiting = (delivery: Delivery): boolean => WAITING.includes(delivery.state)

export function scheduled(held: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  const { event } = placed
  const data = event.data as MessageScheduled
  if (mayBegin(held)) return event.cause === undefined ? { ...saying(placed, data), delivery: due(placed) } : undefined
  const delivery = held!.delivery
  if (delivery === undefined || event.cause === undefined) return undefined
  if (isWaiting(delivery)) {
    if (delivery.ask !== event.cause || delivery.cancelAsked === true) return undefined
    const { body, preview, by } = saying(placed, data)
    return { ...held!, by, body, preview, delivery: due(placed) }
  }
  // Taken back, or never scheduled: nothing was sent of which an edit could be late.
  if (delivery.due === undefined || delivery.state === 'cancelled') return undefined
  return { ...held!, delivery: { ...delivery, lateEdit: { by: event.by, at: event.at } } }
}

function due({ event }: Placed): Delivery {
  const { due, holdIfWrites, notificationDisabled } = event.data as MessageScheduled
  return {
    state: 'scheduled',
    notificationDisabled,
    askedAt: event.at,
    ask: event.id,
    stateAt: event.at,
    due,
    ...(holdIfWrites && { holdIfWrites }),
  }
}

/** What stays of the schedule once the message is on its way; `edit`: the row's content is not what `message.queued` was made of. */
export function afterSchedule(held: MessageRow | undefined, { event }: Placed): Partial<Delivery> {
  const before = held?.delivery
  if (held === undefined || before === undefined) return {}
  const edited = before.ask !== event.cause
  return {
    ...(before.due !== undefined && { due: before.due }),
    ...(before.cancelAsked === true && { cancelAsked: true }),
    ...(edited && { lateEdit: { by: nameOf(held.by), at: before.askedAt } }),
  }
}

const nameOf = (by: By): string => (by.kind === 'agent' ? by.id : 'system')

const stopped =
  (state: 'held' | 'missed', facts: (data: never) => Partial<Delivery>): Change =>
  (delivery, { event }) =>
    event.cause === delivery.ask && delivery.state === 'scheduled'
      ? { ...delivery, ...facts(event.data as never), state, stateAt: event.at }
      : undefined

export const SCHEDULE_CHANGES: Record<string, Change> = {
  'message.held': stopped('held', ({ why, name }: MessageHeld) => ({
    held: { why, ...(name !== undefined && { name }) },
  })),
  'message.missed': stopped('missed', () => ({})),
  'message.released': (delivery, { event }) => {
    if (!isWaiting(delivery) || event.cause !== delivery.ask || delivery.cancelAsked === true) return undefined
    const { held: _over, holdIfWrites: _waived, ...kept } = delivery
    return { ...kept, state: 'scheduled', due: event.at, stateAt: event.at }
  },
}
