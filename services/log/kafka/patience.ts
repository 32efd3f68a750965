// No wait for the library is without an end. Its own time-outs end every request it knows of; one that it forgets would stay open
// for ever, and a lane, or whoever asks how long the log is, would wait with it. A consumer has the same in session.ts.
import { inTime } from '../../runtime/backoff.ts'
import type { Sockets } from './sockets.ts'

/** No answer of any kind: the client is of no more use. */
export class NoAnswer extends Error {}

/** Connecting 3 s, finding the leader 5 s, the request 5 s: all the library's time-outs together. */
const ANSWER_MS = 15_000
/** Five tries, each 3 s and the broker's first answer 5 s. */
export const CONNECT_MS = 45_000
const LEAVE_MS = 3_000

/** As `work`; rejects with NoAnswer after `ms`, whatever becomes of it then. */
export function answered<T>(what: string, work: Promise<T>, ms = ANSWER_MS): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new NoAnswer(`${what}: no answer from Kafka within ${ms / 1_000} s`)), ms)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** A client's end: a goodbye in order, which waits for what is in hand; after 3 s its sockets are destroyed all the same. Never throws. */
export async function leave(sockets: Sockets, disconnect: () => Promise<void>): Promise<void> {
  await inTime(disconnect(), LEAVE_MS)
  sockets.destroyAll()
}
