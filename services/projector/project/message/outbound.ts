// What we say. A row's `delivery.ask` is the event that asked; a result with another cause is a late copy and is ignored.
import type { MessageFailed, MessageQueued, MessageSent, MessageUnknown } from '@madoguchi/contracts/event/message'
import type { Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import type { Placed } from '../placed.ts'
import { mayBegin, saying } from './saying.ts'
import { afterSchedule, isWaiting, SCHEDULE_CHANGES, scheduled, type Change } from './later/scheduled.ts'
import { deleted, settled } from './later/settled.ts'

/** Of a scheduled one it takes the row, and its own time as the place: what was sent stands, whoever edited it meanwhile. */
export function queued(held: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  const waits = held?.delivery !== undefined && isWaiting(held.delivery)
  if (!mayBegin(held) && !waits) return undefined
  const { event } = placed
  const data = event.data as MessageQueued
  const { notificationDisabled } = data
  const asked = { state: 'queued' as const, notificationDisabled, askedAt: event.at, ask: event.id, stateAt: event.at }
  const row = saying(placed, data)
  return { ...row, place: held?.place ?? row.place, delivery: { ...asked, ...afterSchedule(held, placed) } }
}

const FINAL = ['sent', 'failed', 'unknown', 'cancelled']

const result =
  (state: Delivery['state'], facts: (data: never) => Partial<Delivery>): Change =>
  (delivery, { event }) => {
    if (event.cause !== delivery.ask || FINAL.includes(delivery.state)) return undefined
    const { cancelAsked: _over, ...kept } = delivery
    return { ...kept, ...facts(event.data as never), state, stateAt: event.at }
  }

const only = <T extends object, K extends keyof T>(data: T, keys: K[]): Pick<T, K> =>
  Object.fromEntries(keys.filter((key) => data[key] !== undefined).map((key) => [key, data[key]])) as Pick<T, K>

const CHANGES: Record<string, Change> = {
  'message.sent': result('sent', (data: MessageSent) => only(data, ['via', 'sentMessages', 'requestId'])),
  'message.failed': result('failed', (data: MessageFailed) =>
    only(data, ['reason', 'lineMessage', 'details', 'requestId']),
  ),
  'message.unknown': result('unknown', (data: MessageUnknown) => only(data, ['via', 'why', 'retryUntil'])),
  'message.cancelled': result('cancelled', () => ({})),
  'message.delayed': (delivery, { event }) =>
    event.cause === delivery.ask && delivery.state === 'queued'
      ? { ...delivery, state: 'delayed', stateAt: event.at }
      : undefined,
  'message.cancelAsked': (delivery, { event }) =>
    FINAL.includes(delivery.state) || (isWaiting(delivery) && event.cause !== delivery.ask)
      ? undefined
      : { ...delivery, cancelAsked: true },
  'message.retried': (delivery, { event }) =>
    ['failed', 'unknown', 'cancelled'].includes(delivery.state)
      ? {
          ...only(delivery, ['notificationDisabled', 'due', 'lateEdit']),
          state: 'queued',
          askedAt: event.at,
          ask: event.id,
          stateAt: event.at,
        }
      : undefined,
  'message.settled': settled,
  ...SCHEDULE_CHANGES,
}

/** Facts that make or end a row. */
const WHOLE: Record<string, (held: MessageRow | undefined, placed: Placed) => MessageRow | undefined> = {
  'message.scheduled': scheduled,
  'message.deleted': deleted,
}

export const isOutboundFact = (type: string): boolean => Object.hasOwn(CHANGES, type) || Object.hasOwn(WHOLE, type)

export function changed(held: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  const whole = WHOLE[placed.event.type]
  if (whole !== undefined) return whole(held, placed)
  if (held?.delivery === undefined) return undefined
  const delivery = CHANGES[placed.event.type]!(held.delivery, placed)
  return delivery === undefined ? undefined : { ...held, delivery, activity: delivery.state === 'sent' }
}
