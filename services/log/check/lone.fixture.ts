// A reader without what consume.ts adds: one consumer that nobody replaces when it crashes. `shift`: how much later than
// asked it seeks; 1 = at `next` instead of the record before.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { silentLogger } from '../../runtime/logger.ts'
import { createEnds } from '../kafka/ends.ts'
import { createPartition, type Partition, type Seat } from '../kafka/partition.ts'
import { openSession } from '../kafka/session.ts'
import type { LogReplaced, Reader } from '../log.ts'

type Deps = {
  brokers: string[]
  topic: string
  reader: Reader
  onReplaced: (error: LogReplaced) => void
  shift?: 0 | 1
}
export type Lone = { crashed: Promise<string>; stop(): Promise<void> }

export function startLone({ brokers, topic, reader, onReplaced, shift = 0 }: Deps): Lone {
  const logger = silentLogger()
  const ends = createEnds({ brokers, topic, logger })
  const shifted = (seat: Seat): Seat => ({ ...seat, seek: (part, off) => seat.seek(part, off + shift) })
  const partitions = new Map<number, Partition>()
  for (let part = 0; part < PARTITIONS; part += 1) {
    const partition = createPartition({ part, reader, ends: ends.ask, onReplaced, logger })
    partitions.set(part, { ...partition, begin: (seat) => partition.begin(shifted(seat)) })
  }
  const session = openSession({ brokers, topic, reader: reader.name, partitions, onHeard: () => undefined, logger })
  return {
    crashed: session.ended,
    async stop() {
      await session.end()
      for (const partition of partitions.values()) await partition.stop()
      await ends.stop()
    },
  }
}
