// The presence projector: signals → leases. Any number of them may run; each hears every signal, and a lease touched twice is
// one lease. It never stops for trouble: presence that is down costs marks and nothing else (LV-7).
import type { Bus } from '../bus/bus.ts'
import type { Health } from '../runtime/health.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Presence, Signal } from './presence.ts'

type Deps = { bus: Bus; presence: Presence; logger: Logger; health?: Health; everyMs?: number }

const EVERY_MS = 1_000
const STATES = ['viewing', 'typing', 'noting', 'away', 'gone']

export function startPresence(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const { bus, presence, logger, health, everyMs = EVERY_MS } = deps
  /** By kind of work: a Redis without memory still forgets. */
  const failing = new Map<string, string>()
  const pending = new Set<Promise<void>>()

  /** Says the first failure of a row of failures. */
  function run(kind: string, work: Promise<void>) {
    const done = work
      .then(() => void failing.delete(kind))
      .catch((error: unknown) => {
        if (failing.size === 0) logger.warn({ error: String(error) }, 'presence not written; going on')
        failing.set(kind, String(error))
      })
      .finally(() => pending.delete(done))
    pending.add(done)
  }

  const unsubscribe = bus.subscribe('signals', (notice) => {
    if (isSignal(notice)) run('touch', presence.touch(notice))
  })
  const timer = setInterval(() => run('expire', presence.expire()), everyMs)
  health?.check('leases', () => {
    const [why] = failing.values()
    return why === undefined ? { state: 'ok' } : { state: 'degraded', why: `presence is not written: ${why}` }
  })

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
