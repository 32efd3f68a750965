// From envelopes to "durable": each goes into its lane of the log, and what the log has not acknowledged by the deadline into
// the spool, where it stays beside its lane. So an outage puts no new event of a key before an older one.
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Log } from '../log/log.ts'
import { inTime, sleep } from '../runtime/backoff.ts'
import { reach } from '../runtime/failpoint.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { Wrapped } from './envelope.ts'
import { createLoad, type Load } from './load.ts'
import type { Spool } from './spool.ts'

export type Intake = {
  /** True: every one is durable. False: they are not, or not in time, or a lane is full; LINE may send them again. */
  take: (events: Wrapped[], deadlines: Deadlines) => Promise<boolean>
  /** Leftovers of the spool enter their lanes. */
  resume: () => void
  /** Why nothing new can be kept while events wait for the log; null = it can, or nothing waits. */
  stuck: () => string | null
  /** Waits at most so long for the lanes to be empty. */
  drain: (ms: number) => Promise<void>
}

/** Milliseconds from now: when unacknowledged events go to the spool, and when it is too late for that as well. */
export type Deadlines = { spool: number; giveUp: number }

type Deps = { log: Log; spool: Spool; logger: Logger; metrics: Metrics; load?: Load }
/** `place`: resolves when the log has acknowledged it, rejects when the log was closed before. */
type Entry = { envelope: Envelope; place: Promise<void>; acknowledged: boolean }

/** While writing to the log is known to fail, nobody waits for it any longer than a lane that is well takes. */
const TROUBLED_MS = 200

export function createIntake(deps: Deps): Intake {
  const { log, spool, logger, metrics, load = createLoad() } = deps
  const under = new Set<Promise<unknown>>()

  function enter(wrapped: Wrapped): Entry {
    load.enter(wrapped)
    const entry = {
      envelope: wrapped.envelope,
      acknowledged: false,
      place: log.append(wrapped.envelope).then(() => undefined),
    }
    const settled = entry.place
      .then(
        () => void (entry.acknowledged = true),
        (error: Error) => logger.warn({ event: wrapped.envelope.id, error: error.message }, 'not acknowledged'),
      )
      .finally(() => {
        load.leave(wrapped)
        under.delete(settled)
      })
    under.add(settled)
    return entry
  }

  async function keep(entries: Entry[]): Promise<true> {
    const kept = await spool.keep(entries.map((entry) => entry.envelope))
    reach('ingest.kept')
    metrics.spoolEvents.inc(kept.length)
    kept.forEach(({ n }, i) => dropWhenAcknowledged(deps, entries[i]!.place, n))
    return true
  }

  return {
    async take(events, deadlines) {
      if (!load.hasRoom(events)) return false
      const entries = events.map(enter)
      const onLog = Promise.all(entries.map((entry) => entry.place)).then(() => true)
      const patience = log.trouble?.() ? Math.min(deadlines.spool, TROUBLED_MS) : deadlines.spool
      if (await inTime(onLog, patience)) return true
      const kept = keep(entries.filter((entry) => !entry.acknowledged)).catch(() => false)
      const late = sleep(Math.max(0, deadlines.giveUp - deadlines.spool)).then(() => false)
      return Promise.race([kept.then((ok) => ok || onLog.catch(() => false)), onLog.catch(() => kept), late])
    },
    resume() {
      metrics.spoolEvents.set(spool.leftovers.length)
      for (const { n, event } of spool.leftovers) {
        const { place } = enter({
          envelope: event,
          part: partitionOf(event.key),
          bytes: Buffer.byteLength(JSON.stringify(event)),
        })
        dropWhenAcknowledged(deps, place, n)
      }
    },
    stuck: () => (load.waiting() > 0 ? spool.broken() : null),
    async drain(ms) {
      await inTime(Promise.allSettled(under), ms)
    },
  }
}

/** The line goes when the log has the event; if the log is closed before, it waits for the next start. */
function dropWhenAcknowledged({ spool, metrics }: Deps, place: Promise<void>, n: number) {
  const dropped = () => {
    spool.drop(n)
    metrics.spoolEvents.dec()
  }
  place.then(dropped, () => undefined)
}
