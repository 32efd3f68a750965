// What every event on the log has. LINE's own words lie in `data` unaltered; meaning is given by the projections.
import type { EventId } from '../ids.ts'

export type Envelope<Data = unknown> = {
  /** LINE: webhookEventId · the console: UUIDv7 · a result: uuidv5(cause, type). */
  id: EventId
  /** `line.<LINE's type>` or a dotted fact of ours, past tense. */
  type: string
  /** Shape of `data`; always 1 for line.*. */
  v: number
  /** Conversation key: keeps order, picks the partition. */
  key: string
  /** Milliseconds since 1970: LINE's timestamp, or our clock when the fact was made. */
  at: number
  /** 'line', an agent's id, or 'system'. */
  by: string
  /** Id of the event that led to this one. */
  cause?: EventId
  data: Data
}
