// One partition while its lock is ours. It may begin several times (a new consumer, a new membership): each beginning reads
// the checkpoint, checks that the log is still the same, and seeks; what arrives outside of one is dropped.
import { insist } from '../insist.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { LogReplaced, Position, Reader, Rec } from '../log.ts'
import { deliver } from '../reading/deliver.ts'
import { beginAt } from '../reading/fingerprint.ts'
import { createGate, type Gate } from '../reading/gate.ts'
import { replaced } from '../reading/replaced.ts'

type Deps = {
  part: number
  reader: Reader
  ends: () => Promise<Map<number, number>>
  onReplaced: (error: LogReplaced) => void
  logger: Logger
}

/** The consumer's side of a beginning. */
export type Seat = { seek: (part: number, off: number) => void; pause: (part: number) => void }
/** What kafkajs says while a batch is in hand. */
export type InHand = { heartbeat: () => Promise<void>; fine: () => boolean }

export type Partition = {
  begin: (seat: Seat) => void
  /** Throws only what `heartbeat` throws: the library then joins anew. */
  take: (batch: Batch, seat: Seat, inHand: InHand) => Promise<void>
  /** The consumer is gone: nothing is taken until the next beginning. */
  leave: () => void
  stop: () => Promise<void>
}
export type Batch = { records: Rec[]; highWatermark: number }

type Beginning = { over: AbortController; gate: Gate | null }

/** Readers get so many records at once, with a heartbeat after each such piece. */
const CHUNK = 500
const BEAT_MS = 2_000
/** A log that seems cut short is asked again so often before readers stop: a new leader may not know yet how far it is. */
const ASK = { times: 3, everyMs: 500 }
/** The library goes back to the beginning when an offset is out of range; so often in a row is no stray record any more. */
const RESETS = 3

export function createPartition(deps: Deps): Partition {
  const { part, reader, onReplaced, logger } = deps
  const ended = new AbortController()
  let beginning: Beginning | null = null
  let work: Promise<void> = Promise.resolve()
  let resets = 0

  function leave() {
    beginning?.over.abort()
    beginning = null
  }

  function stopFor(position: Position, found: string) {
    leave()
    onReplaced(replaced(reader.name, part, position, found))
  }

  async function run(seat: Seat, mine: Beginning) {
    const over = AbortSignal.any([mine.over.signal, ended.signal])
    const position = await positionOf(deps, over)
    const end = await measure(deps, position, over)
    if (over.aborted) return
    if (end === null) return stopFor(position, 'it holds fewer now')
    if (!(await deliver({ reader, part, ended: over, logger }, [], end)) || over.aborted) return
    mine.gate = createGate(position)
    seat.seek(part, beginAt(position))
  }

  /** After what is still in hand from before: deliveries of one partition never overlap. */
  function begin(seat: Seat) {
    leave()
    const mine = (beginning = { over: new AbortController(), gate: null })
    work = work
      .then(() => (mine.over.signal.aborted ? undefined : run(seat, mine)))
      .catch((error: Error) => {
        if (!mine.over.signal.aborted && !ended.signal.aborted) noBeginning(deps, error)
      })
  }

  async function contradicted(verdict: 'another' | 'reset', seat: Seat) {
    const position = await positionOf(deps, ended.signal)
    if (verdict === 'another') return stopFor(position, 'another record stands in the place of the last one')
    resets += 1
    if (resets >= RESETS) return stopFor(position, 'it begins anew at an earlier place')
    seat.pause(part)
    begin(seat)
  }

  return {
    begin,
    leave,
    async take({ records, highWatermark }, seat, inHand) {
      const mine = beginning
      if (!mine?.gate || mine.over.signal.aborted || ended.signal.aborted) return
      const passed = mine.gate.pass(records)
      if (passed.verdict !== 'on') return contradicted(passed.verdict, seat)
      if (passed.records.length > 0) resets = 0
      const handing = handOn(deps, { records: passed.records, highWatermark }, inHand, mine, ended.signal)
      work = handing.catch(() => undefined)
      return handing
    },
    async stop() {
      ended.abort()
      await work
    },
  }
}

const noBeginning = ({ reader, part, logger }: Deps, error: Error) =>
  logger.warn({ reader: reader.name, part, error: error.message }, 'partition does not begin')

const insisting = <T>({ reader, part, logger }: Deps, over: AbortSignal, run: () => Promise<T>) =>
  insist(over, run, (error) => logger.warn({ reader: reader.name, part, error: error.message }, 'reading is repeated'))

const positionOf = (deps: Deps, over: AbortSignal) => insisting(deps, over, () => deps.reader.position(deps.part))

/** The high watermark, or null when the log is shorter than what was read of it. */
async function measure(deps: Deps, { next }: Position, over: AbortSignal): Promise<number | null> {
  for (let tries = 1; ; tries += 1) {
    const end = await insisting(deps, over, async () => {
      const asked = (await deps.ends()).get(deps.part)
      if (asked === undefined) throw new Error(`Kafka does not know partition ${deps.part}`)
      return asked
    })
    if (end >= next) return end
    if (tries === ASK.times) return null
    await sleep(ASK.everyMs, over)
  }
}

/** In pieces, with a heartbeat after each; ends early when they are no longer ours. */
async function handOn(
  { reader, part, logger }: Deps,
  { records, highWatermark }: Batch,
  { heartbeat, fine }: InHand,
  { over, gate }: Beginning,
  ended: AbortSignal,
) {
  const handing = { reader, part, ended: AbortSignal.any([over.signal, ended]), logger }
  const between = async () => {
    if (fine()) await heartbeat()
    else over.abort()
  }
  for (let i = 0; i < records.length && fine(); i += CHUNK) {
    const chunk = records.slice(i, i + CHUNK)
    const beat = setInterval(() => void heartbeat().catch(() => undefined), BEAT_MS)
    try {
      if (!(await deliver(handing, chunk, highWatermark, between))) return
    } finally {
      clearInterval(beat)
    }
    gate!.taken(chunk)
    if (fine()) await heartbeat()
  }
}
