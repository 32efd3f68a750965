// A reader's consumer, for ever: when it crashes a new one takes its place under a new group. An unreachable broker never ends
// a process.
import { backoff, sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Holding } from '../assignment.ts'
import type { LogReplaced, Reader } from '../log.ts'
import { createPartition, type Partition } from './partition.ts'
import { openSession, type Session } from './session.ts'

type Deps = {
  brokers: string[]
  topic: string
  reader: Reader
  ends: () => Promise<Map<number, number>>
  onReplaced: (error: LogReplaced) => void
  onHeard: () => void
  logger: Logger
}

export type Consuming = { take: (part: number) => Holding; stop: () => Promise<void> }

/** A session that lived so long has worked: the next one need not wait. */
const LIVED_MS = 10_000

export function startConsuming({ reader, ends, onReplaced, ...deps }: Deps): Consuming {
  const { logger } = deps
  const partitions = new Map<number, Partition>()
  const stopping = new AbortController()
  let session: Session

  function open() {
    session = openSession({ ...deps, reader: reader.name, partitions })
    return session
  }

  async function live() {
    let attempt = 0
    for (let current = open(); ; current = open()) {
      const opened = Date.now()
      const why = await Promise.race([current.ended, sleep(2 ** 31 - 1, stopping.signal)])
      await current.end()
      if (stopping.signal.aborted) return
      attempt = Date.now() - opened > LIVED_MS ? 0 : attempt + 1
      logger.warn({ reader: reader.name, why, attempt }, 'consumer is replaced')
      await sleep(backoff(attempt, { first: 100 }), stopping.signal)
      if (stopping.signal.aborted) return
    }
  }

  const living = live()
  return {
    take(part) {
      const partition = createPartition({ part, reader, ends, onReplaced, logger })
      partitions.set(part, partition)
      session.begin(partition)
      return {
        async stop() {
          partitions.delete(part)
          session.pause(part)
          await partition.stop()
        },
      }
    },
    async stop() {
      stopping.abort()
      await living
    },
  }
}
