// The event log: the truth. May be relied on: order per key; an offset never changes; at-least-once; `append` resolves only
// when durable; nothing disappears except by `erase`. May not: dense offsets, one copy per event.
import type { Envelope } from '@madoguchi/contracts/event/envelope'

export type Place = { part: number; off: number }

export type Log = {
  /** Resolves = durable; keeps trying until closed. Refuses an event over 700 kB, or over what the brokers take, at once (EventTooLarge). */
  append(event: Envelope): Promise<Place>
  subscribe(reader: Reader): Promise<Subscription>
  /** Forgets values. Keys carry their partition: a tombstone elsewhere erases nothing. */
  erase(records: { part: number; key: string }[]): Promise<void>
  close(): Promise<void>
  /** What keeps it from taking events now, for /ready; null = nothing. */
  trouble?(): Trouble | null
}

/** `cause`: one word, see trouble/cause.ts. `since`: ms since 1970. */
export type Trouble = { cause: string; since: number }

export type Subscription = {
  /** Finishes what is in hand, then lets go of its partitions. */
  stop(): Promise<void>
  /** When the log was last heard, ms since 1970, whether or not it had news: what /ready judges a reader by. */
  lastFetch?(): number
}

export type Reader = {
  /** e.g. inbox_v1, sender. */
  name: string
  /** From the checkpoint table; asked after the partition's lock is ours. */
  position(part: number): Promise<Position>
  /** A throw = the same records again. Called once with no records when a partition starts, so that a quiet one says how long it is. */
  deliver(part: number, records: Rec[], highWatermark: number): Promise<void>
  /** The partition is another's from now on (optional). */
  lost?(part: number): void
}

export type Position = { next: number; lastKey: string | null }

/** `key`: the record's own key (an append id), fresh per attempt. `event: null` = erased. `loggedAt`: the log's clock, ms. */
export type Rec = { part: number; off: number; key: string; loggedAt: number; event: Envelope | null }

export const EVENT_MAX_BYTES = 700_000
/** The event can never be appended: a value for the caller to refuse, not a trouble that passes. */
export class EventTooLarge extends Error {
  constructor(bytes: number, most = `at most ${EVENT_MAX_BYTES} fit on the log`) {
    super(`event of ${bytes} bytes; ${most}`)
  }
}
/** The log was closed while the event waited: it may or may not be on it. */
export class LogClosed extends Error {}
/** The log is not the one the checkpoint was written against. Readers stop with exit code 1 and say what to do. */
export class LogReplaced extends Error {}
