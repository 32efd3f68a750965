// Appending, the same for both adapters: one lane a partition with one write in flight, so that nothing overtakes; a write
// is repeated under fresh record keys until it is acknowledged or the log closes, so that no key stands on the log twice.
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { inTime } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { orderedId } from '../runtime/orderedId.ts'
import { singleFlight } from '../runtime/singleFlight.ts'
import { insist } from './insist.ts'
import { causeOf, isTooLarge } from './trouble/cause.ts'
import { EVENT_MAX_BYTES, EventTooLarge, LogClosed, type Place, type Trouble } from './log.ts'
import { FailedTogether } from './together.ts'
import { createTroubles } from './trouble/troubles.ts'
import { encode, type Written } from './wire.ts'

export type Outgoing = { key: string; headers: Record<string, string>; value: string }
/** Durable when it resolves, with the offset of the first record; the others follow without a gap. Throws when in doubt. */
export type Write = (part: number, records: Outgoing[]) => Promise<number>

export type Lanes = {
  append: (event: Envelope) => Promise<Place>
  /** Aborted once the log closes: what keeps trying gives up. */
  closed: AbortSignal
  trouble: () => Trouble | null
  /** Takes nothing more, waits `graceMs` for what is under way; what is still unacknowledged then is rejected with LogClosed. */
  close(graceMs?: number): Promise<void>
}

type Result = Place | EventTooLarge

const BATCH = { count: 500, bytes: EVENT_MAX_BYTES }

export function createLanes({ write, logger, metrics }: { write: Write; logger: Logger; metrics: Metrics }): Lanes {
  const ended = new AbortController()
  const troubles = createTroubles({ logger, metrics })
  const under = new Set<Promise<Place>>()
  let closing = false

  async function writeAll(part: number, events: Written[]): Promise<Result[]> {
    const results: Result[] = []
    for (const slice of cut(events, BATCH)) results.push(...(await writeSlice(part, slice)))
    return results
  }

  /** A batch that the broker finds too large goes on in halves; one event that it finds too large is its caller's to refuse. */
  async function writeSlice(part: number, slice: Written[]): Promise<Result[]> {
    const base = await insist(
      ended.signal,
      () => tryWrite(part, slice),
      (error, attempt) => troubles.failed(part, attempt, error),
    )
    if (base !== 'too large') return slice.map((_, i) => ({ part, off: base + i }))
    if (slice.length === 1) return [refused(part, slice[0]!)]
    const half = Math.ceil(slice.length / 2)
    const first = await writeSlice(part, slice.slice(0, half))
    return [...first, ...(await writeSlice(part, slice.slice(half)))]
  }

  async function tryWrite(part: number, slice: Written[]): Promise<number | 'too large'> {
    const records = slice.map(({ headers, value }) => ({ key: orderedId(), headers, value }))
    try {
      const base = await write(part, records)
      troubles.written(part)
      return base
    } catch (error) {
      if (error instanceof FailedTogether || !isTooLarge(causeOf(error))) throw error
      troubles.failed(part, 0, error as Error)
      return 'too large'
    }
  }

  function refused(part: number, { headers, bytes }: Written) {
    logger.error({ part, event: headers.ce_id, bytes }, 'event refused: the brokers take none of this size')
    return new EventTooLarge(bytes, 'the brokers take less: max.message.bytes of the topic')
  }

  const lanes = Array.from({ length: PARTITIONS }, (_, part) =>
    singleFlight((events: Written[]) => {
      if (ended.signal.aborted) throw new LogClosed('the log was closed')
      return writeAll(part, events)
    }, BATCH.count),
  )

  const waiting = lanes.map((_, part) => metrics.laneWaiting.labels(String(part)))
  async function enqueue(event: Envelope): Promise<Place> {
    if (closing) throw new LogClosed('the log was closed')
    const written = encode(event)
    if (written.bytes > EVENT_MAX_BYTES) throw new EventTooLarge(written.bytes)
    const part = partitionOf(event.key)
    const acknowledged = metrics.appendSeconds.startTimer()
    waiting[part]!.inc()
    try {
      const place = await lanes[part]!(written)
      if (place instanceof EventTooLarge) throw place
      acknowledged()
      return place
    } catch (error) {
      throw ended.signal.aborted ? new LogClosed('the log was closed', { cause: error }) : error
    } finally {
      waiting[part]!.dec()
    }
  }

  return {
    append(event) {
      const place = enqueue(event).finally(() => under.delete(place))
      under.add(place)
      return place
    },
    closed: ended.signal,
    trouble: troubles.state,
    async close(graceMs = 5_000) {
      closing = true
      await inTime(Promise.allSettled(under), graceMs)
      ended.abort()
    },
  }
}

/** In order, each at most so many and so large; one that is larger alone stands alone. */
export function cut<T extends { bytes: number }>(items: T[], most: { count: number; bytes: number }): T[][] {
  const slices: T[][] = []
  let slice: T[] = []
  let bytes = 0
  for (const item of items) {
    if (slice.length > 0 && (slice.length === most.count || bytes + item.bytes > most.bytes)) {
      slices.push(slice)
      slice = []
      bytes = 0
    }
    slice.push(item)
    bytes += item.bytes
  }
  if (slice.length > 0) slices.push(slice)
  return slices
}
