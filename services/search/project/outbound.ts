// What we say. It is found from the moment it is asked for, whatever LINE answers: the screen shows it too. What became of it is kept only
// to know which words stand and what a deletion speaks of, by the rules of the screen's row.
import { fold } from '@madoguchi/contracts/search/fold'
import { saidInObjects } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './placed.ts'
import { gone, type Outbound, type OutboundState, type TextRow } from './row.ts'
import { recordOf } from '@madoguchi/contracts/event/value'

const WAITING: readonly OutboundState[] = ['scheduled', 'held', 'missed']
const FINAL: readonly OutboundState[] = ['sent', 'failed', 'unknown', 'cancelled']
const DELETABLE: readonly OutboundState[] = ['failed', 'cancelled', 'missed', 'held']

const outboundIn = (held: TextRow | undefined): Outbound | null =>
  held?.as.direction === 'outbound' && !held.gone ? held.as : null
const isAbout = ({ event }: Placed, { ask }: Outbound): boolean => event.cause === ask

function wording({ event }: Placed): Pick<TextRow, 'kinds' | 'folded'> {
  const { kinds, text } = saidInObjects(recordOf(event.data).messages)
  return { kinds, folded: bounded(fold(text)) }
}

function saying(placed: Placed, as: Omit<Outbound, 'direction'>): TextRow {
  const { at, subject } = placed
  const { conversation, id } = subject
  const words = wording(placed)
  return { noun: 'message', conversation, id, at, ...words, gone: false, as: { direction: 'outbound', ...as } }
}

/** Of a scheduled one it takes the place: what was sent stands, whoever edited it meanwhile. */
export function queued(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const before = outboundIn(held)
  if (held !== undefined && (before === null || !WAITING.includes(before.state))) return undefined
  return saying(placed, { ask: placed.event.id, state: 'queued', stopped: before?.stopped ?? false })
}

/** Of two edits based on the same the first on the log counts. */
export function scheduled(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const fresh = { ask: placed.event.id, state: 'scheduled' as const, stopped: false }
  if (held === undefined) return placed.event.cause === undefined ? saying(placed, fresh) : undefined
  const before = outboundIn(held)
  if (before === null || !isAbout(placed, before) || !WAITING.includes(before.state) || before.stopped) return undefined
  return { ...saying(placed, fresh), at: held.at }
}

export function deleted(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const before = outboundIn(held)
  if (before === null || !isAbout(placed, before) || !DELETABLE.includes(before.state)) return undefined
  return gone(placed.subject)
}

type Change = (as: Outbound, placed: Placed) => Partial<Outbound> | undefined

const result =
  (state: OutboundState): Change =>
  (as, placed) =>
    isAbout(placed, as) && !FINAL.includes(as.state) ? { state, stopped: false } : undefined
const waits =
  (state: OutboundState): Change =>
  (as, placed) =>
    isAbout(placed, as) && as.state === 'scheduled' ? { state } : undefined

const CHANGES: Record<string, Change> = {
  'message.sent': result('sent'),
  'message.failed': result('failed'),
  'message.unknown': result('unknown'),
  'message.cancelled': result('cancelled'),
  'message.held': waits('held'),
  'message.missed': waits('missed'),
  'message.released': (as, placed) =>
    isAbout(placed, as) && WAITING.includes(as.state) && !as.stopped ? { state: 'scheduled' } : undefined,
  'message.cancelAsked': (as, placed) =>
    FINAL.includes(as.state) || (WAITING.includes(as.state) && !isAbout(placed, as)) ? undefined : { stopped: true },
  'message.retried': (as, placed) =>
    ['failed', 'unknown', 'cancelled'].includes(as.state)
      ? { state: 'queued', ask: placed.event.id, stopped: false }
      : undefined,
  'message.settled': (as, placed) =>
    as.state === 'unknown' && isAbout(placed, as) && recordOf(placed.event.data).as === 'arrived'
      ? { state: 'sent' }
      : undefined,
}

export const OUTBOUND_CHANGES = Object.keys(CHANGES)

export function changed(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const before = outboundIn(held)
  const change = before && CHANGES[placed.event.type]!(before, placed)
  return change ? { ...held!, as: { ...before, ...change } } : undefined
}
