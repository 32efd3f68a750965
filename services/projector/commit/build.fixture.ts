// Events in a word, for tests.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { conversationId, uuidv5 } from '@madoguchi/contracts/ids'
import type { Rec } from '../../log/log.ts'
import type { Noun, RowsByNoun } from '../project/placed.ts'
import { foldAll, type Project } from './fold.ts'
import { createFold } from './held.ts'

export const CHANNEL = 'shop'
const T0 = 1_750_000_000_000

export function line(event: LineEvent, channel = CHANNEL): Envelope<LineEvent> {
  const whole: LineEvent = { mode: 'active', timestamp: T0, source: { type: 'user', userId: 'Ucustomer' }, ...event }
  const id = whole.webhookEventId ?? uuidv5(JSON.stringify(whole), 'test')
  return {
    id,
    type: `line.${whole.type}`,
    v: 1,
    key: conversationId(channel, whole.source),
    at: whole.timestamp!,
    by: 'line',
    data: { ...whole, webhookEventId: id },
  }
}

export const text = (words: string, more: LineEvent = {}): Envelope<LineEvent> =>
  line({
    type: 'message',
    ...more,
    message: { id: uuidv5(words, JSON.stringify(more)), type: 'text', text: words, ...more.message },
  })

export const at = (ms: number): number => T0 + ms

export function fact(type: string, data: unknown, more: Partial<Envelope> = {}): Envelope {
  return {
    id: uuidv5(JSON.stringify(data), type),
    type,
    v: 1,
    key: `${CHANNEL}:Ucustomer`,
    at: T0,
    by: 'system',
    data,
    ...more,
  }
}

export const queued = (id: string, words: string, more: Partial<Envelope> = {}): Envelope =>
  fact(
    'message.queued',
    { messages: [{ type: 'text', text: words }], notificationDisabled: false },
    { id, by: 'agent-1', ...more },
  )

let serial = 0
/** Records with fresh append ids, at the given offset on. */
export const records = (events: (Envelope | null)[], from = 0): Rec[] =>
  events.map((event, i) => ({
    part: 0,
    off: from + i,
    key: uuidv5(`record ${(serial += 1)}`, 'key'),
    loggedAt: (event?.at ?? T0) + 5,
    event,
  }))

/** Rows after these events, in memory, one event after the other; `dead` = what could not be projected. Each came `late` ms after it happened. */
export function folded(events: Envelope[], late = 5, project?: Project) {
  const fold = createFold()
  const due = records(events).map(({ off, key, event }) => ({
    off,
    key,
    place: off,
    part: 0,
    loggedAt: event!.at + late,
    event: event!,
  }))
  const { changed, dead } = foldAll(due, fold, project)
  const of = <N extends Noun>(noun: N): Record<string, RowsByNoun[N]> =>
    Object.fromEntries(changed.filter((one) => one.noun === noun).map(({ id, row }) => [id, row as RowsByNoun[N]]))
  return { dead, changed, of, messages: Object.values(of('message')) }
}
