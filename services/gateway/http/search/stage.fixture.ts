// What is said, in the rows of the screen and in those of search, by the code that makes them.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Pool } from '../../../db/pool.ts'
import type { Rec } from '../../../log/log.ts'
import { createCommitter } from '../../../projector/commit/committer.ts'
import { openSchema as openScreen } from '../../../projector/schema.ts'
import { silentLogger } from '../../../runtime/logger.ts'
import { createMetrics } from '../../../runtime/metrics.ts'
import { createSearchReader } from '../../../search/reader.ts'
import { openSchema } from '../../../search/schema.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

export async function openStage(pool: Pool) {
  await openScreen(pool, 1)
  await openSchema(pool, 1)
  const commit = createCommitter({ pool, reader: 'inbox_v1', onApplied: () => undefined })
  const base = { pool, logger: silentLogger(), metrics: createMetrics(), lingerMs: 0 }
  const { reader } = createSearchReader({ ...base, name: 'search_v1' })
  const log = new Map<number, Rec[]>()
  const [shown, indexed] = [new Map<number, number>(), new Map<number, number>()]

  /** What one reader has not had yet. */
  async function readOn(places: Map<number, number>, deliver: (part: number, records: Rec[]) => Promise<unknown>) {
    for (const [part, records] of log) {
      await deliver(part, records.slice(places.get(part) ?? 0))
      places.set(part, records.length)
    }
  }
  const show = () => readOn(shown, (part, records) => commit({ part, records }))
  const index = () => readOn(indexed, (part, records) => reader.deliver(part, records, log.get(part)!.length))

  function append(events: Envelope[]) {
    for (const event of events) {
      const part = partitionOf(event.key)
      const records = log.get(part) ?? []
      records.push({ part, off: records.length, key: crypto.randomUUID(), loggedAt: event.at, event })
      log.set(part, records)
    }
  }
  return {
    append,
    show,
    index,
    async say(...events: Envelope[]) {
      append(events)
      await show()
      await index()
    },
  }
}
