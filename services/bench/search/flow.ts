// What comes in meanwhile: messages at a steady rate, into the rows of the screen and into those of search, as the roles do it. Timed is the
// way to the screen's rows, from when each was due.
import { openPool, type Pool } from '../../db/pool.ts'
import { createReader } from '../../projector/deliver.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { createSearchReader } from '../../search/reader.ts'
import { atRate } from '../parts/atRate.ts'
import { serve } from '../parts/serve.ts'
import { createStream } from '../projector/events.ts'

export type FlowSettings = { url: string; people: number }
export type FlowWish = { rate: number; count: number }

/** One partition's deliveries follow each other, as its reader has them. */
function inTurn() {
  const last = new Map<number, Promise<unknown>>()
  return (part: number, run: () => Promise<unknown>): Promise<unknown> => {
    const next = (last.get(part) ?? Promise.resolve()).then(run)
    last.set(part, next)
    return next
  }
}

function createFlow(pool: Pool, people: number) {
  const stream = createStream(people)
  const base = { pool, logger: silentLogger(), metrics: createMetrics() }
  const screen = createReader({ ...base, name: 'inbox_v1', now: Date.now, onApplied: () => undefined }).reader
  const search = createSearchReader({ ...base, name: 'search_v1' }).reader
  const [toScreen, toSearch] = [inTurn(), inTurn()]
  return async ({ rate, count }: FlowWish): Promise<number[]> => {
    const indexed: Promise<unknown>[] = []
    const took = await atRate({
      rate,
      count,
      async send() {
        const [[part, records]] = [...stream.take(1)] as [[number, Parameters<typeof screen.deliver>[1]]]
        const end = records.at(-1)!.off + 1
        indexed.push(toSearch(part, () => search.deliver(part, records, end)))
        await toScreen(part, () => screen.deliver(part, records, end))
      },
    })
    await Promise.all(indexed)
    return took
  }
}

await serve(async ({ url, people }: FlowSettings) => {
  const pool = openPool({ url, logger: silentLogger() })
  return { ready: null, answers: { run: createFlow(pool, people) }, stop: () => pool.end() }
})
