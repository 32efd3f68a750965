// The presence projector: signals → leases. Any number of them may run; each hears every signal, and a lease touched twice is
// one lease. It never stops for trouble: presence that is down costs marks and nothing else (LV-7).
import type { Bus } from '../bus/bus.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Presence, Signal } from './presence.ts'

type Deps = { bus: Bus; presence: Presence; logger: Logger; everyMs?: number }

const EVERY_MS = 1_000
const STATES = ['viewing', 'typing', 'gone']

export function startPresence({ bus, presence, logger, everyMs = EVERY_MS }: Deps): Promise<{ stop(): Promise<void> }> {
  let failing = false
  const pending = new Set<Promise<void>>()

  /** Says the first failure of a row of failures. */
  function run(work: Promise<void>) {
    const done = work
      .then(() => void (failing = false))
      .catch((error: unknown) => {
        if (!failing) logger.warn({ error: String(error) }, 'presence not written; going on')
        failing = true
      })
      .finally(() => pending.delete(done))
    pending.add(done)
  }

  const unsubscribe = bus.subscribe('signals', (notice) => {
    if (isSignal(notice)) run(presence.touch(notice))
  })
  const timer = setInterval(() => run(presence.expire()), everyMs)

  return Promise.resolve({
    async stop() {
      unsubscribe()
      clearInterval(timer)
      await Promise.all(pending)
    },
  })
}

function isSignal(notice: unknown): notice is Signal {
  const { room, agent, connection, state } = (notice ?? {}) as Record<string, unknown>
  const texts = [room, agent, connection].every((value) => typeof value === 'string' && value !== '')
  return texts && STATES.includes(state as string)
}
