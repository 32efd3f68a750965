// A reader without what consume.ts adds: one consumer that nobody replaces when it crashes, once it has been handed a record.
// Before that it is: brokers that still choose leaders after the test before may turn its joining away, which says nothing of
// what is tried here. `shift`: how much later than asked it seeks; 1 = at `next` instead of the record before.
import { setTimeout as wait } from 'node:timers/promises'
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

const ANEW_MS = 250

export function startLone({ brokers, topic, reader, onReplaced, shift = 0 }: Deps): Lone {
  const logger = silentLogger()
  const ends = createEnds({ brokers, topic, logger })
  const shifted = (seat: Seat): Seat => ({ ...seat, seek: (part, off) => seat.seek(part, off + shift) })
  const { promise: crashed, resolve: crash } = Promise.withResolvers<string>()
  let [handed, stopping] = [false, false]
  const noticed: Reader = {
    ...reader,
    async deliver(part, records, highWatermark) {
      handed ||= records.length > 0
      await reader.deliver(part, records, highWatermark)
    },
  }
  const partitions = new Map<number, Partition>()
  for (let part = 0; part < PARTITIONS; part += 1) {
    const partition = createPartition({ part, reader: noticed, ends: ends.ask, onReplaced, logger })
    partitions.set(part, { ...partition, begin: (seat) => partition.begin(shifted(seat)) })
  }
  const open = () => openSession({ brokers, topic, reader: reader.name, partitions, onHeard: () => undefined, logger })
  let session = open()

  async function live() {
    for (;;) {
      const why = await session.ended
      if (handed || stopping) return crash(why)
      console.log(`a reader nobody replaces was begun anew, for it had read nothing yet: ${why}`)
      await session.end()
      await wait(ANEW_MS)
      if (!stopping) session = open()
    }
  }
  const living = live()

  return {
    crashed,
    async stop() {
      stopping = true
      await session.end()
      await living
      for (const partition of partitions.values()) await partition.stop()
      await ends.stop()
    },
  }
}
