// What we say. A row's `delivery.ask` is the event that asked; a result with another cause is a late copy and is ignored.
import { channelOf } from '@madoguchi/contracts/ids'
import type { MessageFailed, MessageQueued, MessageSent, MessageUnknown } from '@madoguchi/contracts/event/message'
import type { Delivery, MessageRow } from '@madoguchi/contracts/row/message'
import type { Placed } from '../placed.ts'
import { previewOf } from './preview.ts'

export function queued(held: MessageRow | undefined, { event, place }: Placed): MessageRow | undefined {
  if (held !== undefined && held.body.kind !== 'undisplayable') return undefined
  const { messages, notificationDisabled } = event.data as MessageQueued
  const body = { kind: 'sent' as const, messages }
  return {
    channel: channelOf(event.key),
    conversation: event.key,
    direction: 'outbound',
    at: event.at,
    event: event.id,
    place,
    by: event.by === 'system' ? { kind: 'system' } : { kind: 'agent', id: event.by },
    body,
    preview: previewOf(body),
    countable: false,
    activity: false,
    delivery: { state: 'queued', notificationDisabled, askedAt: event.at, ask: event.id, stateAt: event.at },
  }
}

const FINAL = ['sent', 'failed', 'unknown', 'cancelled']

/** The new delivery, or undefined when the fact changes nothing. */
type Change = (delivery: Delivery, placed: Placed) => Delivery | undefined

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
  'message.cancelAsked': (delivery) =>
    FINAL.includes(delivery.state) ? undefined : { ...delivery, cancelAsked: true },
  'message.retried': (delivery, { event }) =>
    ['failed', 'unknown', 'cancelled'].includes(delivery.state)
      ? {
          ...only(delivery, ['notificationDisabled']),
          state: 'queued',
          askedAt: event.at,
          ask: event.id,
          stateAt: event.at,
        }
      : undefined,
}

export const isOutboundFact = (type: string): boolean => Object.hasOwn(CHANGES, type)

export function changed(held: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  if (held?.delivery === undefined) return undefined
  const delivery = CHANGES[placed.event.type]!(held.delivery, placed)
  return delivery === undefined ? undefined : { ...held, delivery, activity: delivery.state === 'sent' }
}
