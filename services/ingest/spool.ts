// A write-ahead on disk for events that the log has not acknowledged in time. `keep` resolves when they are fsynced; a kept
// event stays in its lane, and the file is read only after a crash. It holds content: it is deleted when drained. One folder
// per ingest process, on a volume that outlives it.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { singleFlight } from '../runtime/singleFlight.ts'
import { lineOf, readLines } from './lines.ts'
import { openSpoolFile, type SpoolFile } from './spoolFile.ts'

export type Kept = { n: number; event: Envelope }
export type Spool = {
  /** What an earlier process had promised and the log not acknowledged, in order. Kept on until dropped. */
  leftovers: Kept[]
  /** Durable when it resolves; throws when it cannot be written. All or none of them. */
  keep: (events: Envelope[]) => Promise<Kept[]>
  /** The log has it. Never throws: a line too many is a copy, which readers recognise. */
  drop: (n: number) => void
  /** How many are kept. */
  size: () => number
  /** Why the last write failed; null = it did not. */
  broken: () => string | null
  /** Finishes what is under way; the file stays if anything is kept. */
  stop: () => Promise<void>
}

type Op = { keep: Kept[] } | { drop: number }

/** A file beyond this that has doubled since it was written anew is mostly dropped lines: it is written anew. */
const REWRITE_BYTES = 32 * 1024 * 1024
/** More is refused: it must be read again in one piece at the next start. */
export const SPOOL_BYTES = 256 * 1024 * 1024

type Deps = { folder: string; logger: Logger; metrics: Metrics; maxBytes?: number }

/** Throws when the folder cannot be made or read. One that cannot be written is tried again: its leftovers are not waited for. */
export async function openSpool({ folder, logger, metrics, maxBytes = SPOOL_BYTES }: Deps): Promise<Spool> {
  const { text, file } = await openSpoolFile(folder)
  const { kept, damaged } = readLines(text)
  if (damaged > 0) logger.error({ damaged }, 'lines of the spool could not be read')
  const leftovers = kept.map((event, i) => ({ n: i + 1, event }))
  let last = leftovers.length
  const writer = createWriter(file, new Map(leftovers.map(({ n, event }) => [n, event])), maxBytes)
  const tell = (before: string | null) => {
    const why = writer.broken()
    if (why !== null && before === null) logger.error({ folder, error: why }, 'the spool cannot be written')
    if (why === null && before !== null) logger.warn({ folder }, 'the spool can be written again')
  }
  async function write(ops: Op[]) {
    const before = writer.broken()
    try {
      await writer.write(ops)
    } catch (error) {
      metrics.spoolFailures.inc({ cause: (error as NodeJS.ErrnoException).code ?? 'limit' })
      throw error
    } finally {
      tell(before)
    }
    return ops.map(() => null)
  }
  await write([]).catch(() => undefined)
  const lane = singleFlight(write)

  return {
    leftovers,
    async keep(events) {
      const numbered = events.map((event) => ({ n: (last += 1), event }))
      await lane({ keep: numbered })
      return numbered
    },
    drop: (n) => void lane({ drop: n }).catch(() => undefined),
    size: writer.size,
    broken: writer.broken,
    async stop() {
      await lane({ keep: [] }).catch(() => undefined) // behind whatever is under way
      await file.close()
    },
  }
}

function createWriter(file: SpoolFile, live: Map<number, Envelope>, maxBytes: number) {
  let why: string | null = null
  /** The file is of an earlier process, its numbers other than ours, until it is written anew. */
  let foreign = true
  let base = 0

  function* lines() {
    for (const [n, event] of live) yield lineOf({ keep: n, event })
  }
  async function rewrite() {
    await file.rewrite(lines())
    foreign = false
    base = file.size()
  }

  /** A write that failed half-way leaves its torn rest behind: the next one begins with a whole file. */
  async function mend() {
    const large = file.size() > Math.max(REWRITE_BYTES, 2 * base)
    const torn = why !== null && !(await file.untear())
    if (foreign || large || torn) await rewrite()
  }

  async function append(keeps: Kept[], drops: number[]) {
    const more = keeps.map(({ n, event }) => lineOf({ keep: n, event }))
    if (drops.length > 0 && live.size + keeps.length > 0) more.push(lineOf({ drop: drops }))
    if (more.length > 0) await file.append(more, keeps.length > 0)
    for (const { n, event } of keeps) live.set(n, event)
    if (live.size === 0 && file.size() > 0) await rewrite()
  }

  return {
    size: () => live.size,
    broken: () => why,
    async write(ops: Op[]): Promise<void> {
      const keeps = ops.flatMap((op) => ('keep' in op ? op.keep : []))
      const drops = ops.flatMap((op) => ('drop' in op ? [op.drop] : []))
      for (const n of drops) live.delete(n)
      try {
        await (live.size === 0 && keeps.length === 0 ? rewrite() : mend())
        if (keeps.length > 0 && file.size() > maxBytes) throw new Error('the spool is full')
        await append(keeps, drops)
        why = null
      } catch (error) {
        why = (error as Error).message
        throw error
      }
    },
  }
}
