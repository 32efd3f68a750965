// Writers as ingest and gateway are: many appends in flight, the order of a key that of the calls, and after a stall everything
// that was due meanwhile at once.
import type { Dice } from '../../test/check/dice.ts'
import type { Acked } from '../history.fixture.ts'
import type { Log } from '../log.ts'
import { event } from '../stage.fixture.ts'

export type Writers = {
  /** In the order of the calls; each is acknowledged once `stop` has resolved. */
  called: Acked[]
  acknowledged(): number
  /** Of each partition the offset after the last acknowledged. */
  ends: Map<number, number>
  stop(): Promise<void>
}

const TICK_MS = 10
const IN_FLIGHT = 4_000

export function startWriters(deps: { log: Log; keys: string[]; perSecond: number; dice: Dice }): Writers {
  const { log, keys, perSecond, dice } = deps
  const called: Acked[] = []
  const ends = new Map<number, number>()
  const under = new Set<Promise<void>>()
  const started = Date.now()
  let trouble: unknown = null

  function write(key: string) {
    const one = event(key)
    called.push({ id: one.id, key })
    const written = log
      .append(one)
      .then(({ part, off }) => void ends.set(part, Math.max(ends.get(part) ?? 0, off + 1)))
      .catch((error: unknown) => void (trouble ??= error))
      .finally(() => under.delete(written))
    under.add(written)
  }

  const ticking = setInterval(() => {
    const due = ((Date.now() - started) / 1_000) * perSecond
    while (called.length < due && under.size < IN_FLIGHT) write(dice.pick(keys))
  }, TICK_MS)
  return {
    called,
    ends,
    acknowledged: () => called.length - under.size,
    async stop() {
      clearInterval(ticking)
      await Promise.all(under)
      if (trouble) throw trouble as Error
    },
  }
}
