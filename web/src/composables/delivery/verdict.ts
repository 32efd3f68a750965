// What became of a message we sent (TL-60 to TL-65), from its row, the outbox and the time: how the bubble looks, what is said under
// it and what can be done. LINE tells neither arrival nor reading, so neither is ever said.
import { FAIL_REASONS } from '@madoguchi/contracts/event/message'
import { REFUSALS } from '@madoguchi/contracts/socket/ack'
import type { Delivery } from '@madoguchi/contracts/row/message'
import type { OutboxItem } from '../../sync/outbox.ts'
import type { TimelineItem } from '../timeline/item.ts'
import { typedIn } from './typed.ts'

/** How the bubble is drawn: filled only for 'sent'. */
export type Look = 'pending' | 'queued' | 'sent' | 'failed' | 'unknown' | 'cancelled'
/** 'retry' keeps the id and cannot double; 'again' is a new message; 'edit' puts the text into the composer. */
export type Act = 'discard' | 'confirm' | 'cancel' | 'retry' | 'again' | 'edit' | 'delete' | 'arrived' | 'leave'

export type Verdict = {
  look: Look
  /** A key under `message.delivery`, with its values; null = nothing needs saying. */
  words: { key: string; values: Record<string, unknown> } | null
  /** LINE's own complaints: field and text. */
  details: { property?: string; message?: string }[]
  request: string | null
  acts: Act[]
}

/** A send that goes well takes less; saying "waiting" for it would only flicker. */
export const PATIENCE_MS = { pending: 2_000, queued: 5_000 }

/** `reachable`: whether RP-5 lets anything out; nothing is offered that would be refused at once. */
export type Around = { now: number; online: boolean; channelPaused: boolean; reachable: boolean }

export function verdictOf(item: TimelineItem, around: Around): Verdict {
  const verdict = ofItem(item, around)
  // What was refused and is no plain text is taken back in the form itself.
  return item.outbox !== undefined && typedIn(item) === null
    ? { ...verdict, acts: verdict.acts.filter((act) => act !== 'edit') }
    : verdict
}

function ofItem(item: TimelineItem, around: Around): Verdict {
  if (item.outbox !== undefined) return ofOutbox(item.outbox, around)
  if (item.delivery === undefined) return verdict('sent')
  const { state } = item.delivery
  if (state === 'failed') return ofFailed(item.delivery, around)
  if (state === 'unknown') return ofUnknown(item.delivery, around)
  if (state === 'cancelled') return verdict('cancelled', { key: 'cancelled' }, ['edit', 'delete'])
  if (state === 'scheduled' || state === 'held' || state === 'missed') return verdict(SCHEDULED[state], LATER)
  if (state === 'sent')
    return item.delivery.lateEdit || item.delivery.settled ? verdict('sent', LATER) : verdict('sent')
  return ofWaiting(item.delivery, around)
}

const SCHEDULED = { scheduled: 'queued', held: 'unknown', missed: 'failed' } as const
/** Said by `ScheduleState`, which is loaded when there is something of the kind. */
export const LATER = { key: 'later' }

function ofOutbox({ state, at, code, limit, why }: OutboxItem, { now, online }: Around): Verdict {
  if (state === 'refused') {
    const known = code !== undefined && (REFUSALS as readonly string[]).includes(code)
    return verdict('failed', { key: known ? `refused.${code}` : 'refused.other', code, limit, why }, [
      'edit',
      'discard',
    ])
  }
  if (state === 'asking') return verdict('pending', { key: 'asking', since: at }, ['confirm', 'discard'])
  if (state === 'acked' || now - at < PATIENCE_MS.pending) return verdict('pending')
  return verdict('pending', { key: online ? 'unconfirmed' : 'offline' }, ['discard'])
}

function ofWaiting({ state, askedAt, stateAt, cancelAsked }: Delivery, { now, channelPaused }: Around): Verdict {
  if (cancelAsked === true) return verdict('queued', { key: 'cancelling' })
  if (state === 'delayed') return verdict('queued', { key: 'delayed', since: stateAt }, ['cancel'])
  if (now - askedAt < PATIENCE_MS.queued) return verdict('queued')
  return verdict('queued', { key: channelPaused ? 'queuedPaused' : 'queued', since: askedAt }, ['cancel'])
}

function ofFailed(delivery: Delivery, { now, reachable }: Around): Verdict {
  const { reason, details, lineMessage, requestId, retryUntil } = delivery
  const known = reason !== undefined && (FAIL_REASONS as readonly string[]).includes(reason)
  const safe = retryUntil === undefined || now < retryUntil
  return {
    ...verdict(
      'failed',
      { key: known ? `failed.${reason}` : 'failed.other', reason },
      reachable ? [safe ? 'retry' : 'again', 'edit', 'delete'] : ['edit', 'delete'],
    ),
    details:
      details !== undefined && details.length > 0
        ? details
        : lineMessage === undefined
          ? []
          : [{ message: lineMessage }],
    request: requestId ?? null,
  }
}

/** A push may be repeated under its id while LINE remembers it; a reply, or a push after that, could arrive twice. */
function ofUnknown({ via, retryUntil, requestId, settled }: Delivery, { now, reachable }: Around): Verdict {
  const safe = via === 'push' && retryUntil !== undefined && now < retryUntil
  const repeat: Act[] = reachable ? [safe ? 'retry' : 'again'] : []
  return {
    ...verdict(
      'unknown',
      { key: via === 'reply' ? 'unknownReply' : 'unknown' },
      settled === undefined ? ['arrived', ...repeat, 'leave'] : repeat,
    ),
    request: requestId ?? null,
  }
}

function verdict(look: Look, words?: { key: string } & Record<string, unknown>, acts: Act[] = []): Verdict {
  if (words === undefined) return { look, words: null, details: [], request: null, acts }
  const { key, ...values } = words
  return { look, words: { key, values }, details: [], request: null, acts }
}

/** Whether a verdict may change by the passing of time alone: only then its bubble needs a clock. */
export const isUnsettled = (item: TimelineItem): boolean =>
  item.outbox !== undefined || item.delivery?.state === 'queued' || item.delivery?.state === 'delayed'
