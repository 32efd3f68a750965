// What waits in the lanes of the log, in events and bytes: a lane's memory is bounded.
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import type { Wrapped } from './envelope.ts'

export type Load = {
  /** Would all of them fit into their lanes? */
  hasRoom: (events: Wrapped[]) => boolean
  enter: (event: Wrapped) => void
  leave: (event: Wrapped) => void
  waiting: () => number
}

export const LANE_MAX = { events: 50_000, bytes: 64 * 1024 * 1024 }

export function createLoad(max = LANE_MAX): Load {
  const lanes = Array.from({ length: PARTITIONS }, () => ({ events: 0, bytes: 0 }))
  const laneOf = ({ envelope }: Wrapped) => partitionOf(envelope.key)

  return {
    hasRoom(events) {
      const more = new Map<number, { events: number; bytes: number }>()
      for (const event of events) {
        const lane = more.get(laneOf(event)) ?? { ...lanes[laneOf(event)]! }
        more.set(laneOf(event), { events: lane.events + 1, bytes: lane.bytes + event.bytes })
      }
      return [...more.values()].every((lane) => lane.events <= max.events && lane.bytes <= max.bytes)
    },
    enter(event) {
      const lane = lanes[laneOf(event)]!
      lane.events += 1
      lane.bytes += event.bytes
    },
    leave(event) {
      const lane = lanes[laneOf(event)]!
      lane.events -= 1
      lane.bytes -= event.bytes
    },
    waiting: () => lanes.reduce((sum, lane) => sum + lane.events, 0),
  }
}
