// The transactions of a reader, shared by its partitions: what arrives while one commits goes into the next together, each with
// its checkpoint. Twelve partitions that each commit alone are twelve commits for what is one.
import { isDataFault } from '../../db/dataFault.ts'
import type { Client, Pool } from '../../db/pool.ts'
import { staged, type Stages } from '../../db/transaction.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { advancing, lockPositions, positioned } from '../checkpoint.ts'
import type { Rec } from '../log.ts'
import { cut } from './cut.ts'
import { createLinger } from './linger.ts'

export type Delivery = { part: number; records: Rec[]; highWatermark: number }

/** `next`: where the partition stands. `result`: what `apply` gave for the transaction; null when nothing in it was new. */
export type Committed<T> = { next: number; result: T | null }

type Deps<T> = {
  pool: Pool
  reader: string
  /** Deliveries with what was not applied before, none of them empty, of no partition two; a partition's records in order. */
  apply: (tx: Client, fresh: Delivery[]) => Promise<T>
  /**
   * Of what is new on the log and not urgent so many ms are gathered: fewer commits, and whoever reads the same records for a
   * screen goes first. Nothing waits while catching up.
   */
  lingerMs: number
  urgent?: (one: Delivery) => boolean
}
type Settled<T> = Committed<T> | { error: unknown }
type Done<T> = { next: Map<number, number>; steps: ReturnType<typeof stepOf>[]; result: T | null }

/** Records of one transaction. */
const RECORDS = 1_000

/** Deliveries of one partition do not overlap. Rejects with what concerns this delivery: a record nobody can take holds up its partition alone. */
export function createSharedCommit<T>({
  pool,
  reader,
  apply,
  lingerMs,
  urgent = () => false,
}: Deps<T>): (one: Delivery) => Promise<Committed<T>> {
  async function commit(group: Delivery[]): Promise<Committed<T>[]> {
    const parts = group.map(({ part }) => part)
    const stages: Stages<Map<number, number>, Done<T>> = {
      open: (tx) => lockPositions(tx, reader, parts),
      async run(tx, next) {
        const fresh = group
          .map((one) => ({ ...one, records: one.records.filter(({ off }) => off >= next.get(one.part)!) }))
          .filter(({ records }) => records.length > 0)
        const steps = fresh.map(({ part, records }) => stepOf(part, records.at(-1)!))
        return { next, steps, result: fresh.length > 0 ? await apply(tx, fresh) : null }
      },
      close: ({ steps }) => (steps.length > 0 ? [advancing(reader, steps)] : []),
    }
    const { done } = await positioned(pool, reader, () => staged(pool, stages))
    const { next, steps, result } = done
    for (const step of steps) next.set(step.part, step.next)
    return group.map(({ part }) => ({ next: next.get(part)!, result }))
  }

  async function settle(group: Delivery[]): Promise<Settled<T>[]> {
    try {
      return await commit(group)
    } catch (error) {
      if (group.length === 1 || !isOfARecord(error)) return group.map(() => ({ error }))
      const alone: Settled<T>[] = []
      for (const one of group) alone.push(...(await settle([one])))
      return alone
    }
  }

  const add = singleFlight(async (waiting: Delivery[]) => {
    const settled: Settled<T>[] = []
    for (const group of cut(waiting, RECORDS)) settled.push(...(await settle(group)))
    return settled
  })
  const linger = createLinger(lingerMs)
  return async (one) => {
    if (isNews(one) && !urgent(one)) await linger.wait()
    else linger.hurry()
    const settled = await add(one)
    if ('error' in settled) throw settled.error
    return settled
  }
}

const stepOf = (part: number, { off, key }: Rec) => ({ part, next: off + 1, lastKey: key })

const isNews = ({ records, highWatermark }: Delivery) => {
  const last = records.at(-1)
  return last !== undefined && last.off + 1 >= highWatermark
}

/** The database or our own code stumbled over what is written, so that its neighbours may still commit. */
const isOfARecord = (error: unknown) =>
  isDataFault(error) || error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError
