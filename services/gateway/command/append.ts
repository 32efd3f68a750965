// Facts onto the log, within the time a person waits for an answer. 'busy' = not known: it may still arrive, and the same id is
// safe to repeat.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { EVENT_MAX_BYTES, EventTooLarge, type Log } from '../../log/log.ts'
import { reach } from '../../runtime/failpoint.ts'
import type { Logger } from '../../runtime/logger.ts'
import { refuse } from './decide/decision.ts'

export const APPEND_MS = 10_000

export type Appender = {
  append(event: Envelope): Promise<Ack>
  /** The last answer did not come in time. */
  slow(): boolean
}

type Deps = { log: Log; logger: Logger; withinMs?: number }

export function createAppender({ log, logger, withinMs = APPEND_MS }: Deps): Appender {
  let slow = false

  async function append(event: Envelope): Promise<Ack> {
    const { promise: late, resolve } = Promise.withResolvers<null>()
    const timer = setTimeout(resolve, withinMs, null)
    reach('gateway.decided')
    const written = log.append(event)
    try {
      const at = await Promise.race([written, late])
      slow = at === null
      reach('gateway.appended')
      if (at !== null) return { ok: true, at }
      written.then(
        () => (slow = false),
        () => undefined, // the log was closed; the browser repeats
      )
      logger.warn({ event: event.id, type: event.type }, 'append is late; the agent may repeat it')
      return refuse('busy')
    } catch (error) {
      if (error instanceof EventTooLarge) return refuse('too_large', { limit: EVENT_MAX_BYTES })
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  return { append, slow: () => slow }
}
