// What waits in the lanes of the log, in events and bytes: a lane's memory is bounded.
import { PARTITIONS } from '@madoguchi/contracts/ids'
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

  return {
    hasRoom(events) {
      const more = new Map<number, { events: number; bytes: number }>()
      for (const { part, bytes } of events) {
        const lane = more.get(part) ?? lanes[part]!
        more.set(part, { events: lane.events + 1, bytes: lane.bytes + bytes })
      }
      return [...more.values()].every((lane) => lane.events <= max.events && lane.bytes <= max.bytes)
    },
    enter({ part, bytes }) {
      const lane = lanes[part]!
      lane.events += 1
      lane.bytes += bytes
    },
    leave({ part, bytes }) {
      const lane = lanes[part]!
      lane.events -= 1
      lane.bytes -= bytes
    },
    waiting: () => lanes.reduce((sum, lane) => sum + lane.events, 0),
  }
}
