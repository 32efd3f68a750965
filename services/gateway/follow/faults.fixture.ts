// What goes wrong in a storm, how often, and what a test takes away from the code to see the check notice.
import type { Change as Notice } from '@madoguchi/contracts/row/row'
import type { Gate, Packet } from './gate.fixture.ts'

/**
 * Chances: of a notice or packet to be lost, doubled or late; of a question to fail; of a notice without its rows; and of what is
 * done to a line (cut, lag), a gateway (restart) and the projection (swap) when its turn comes.
 */
export type Faults = Record<'lose' | 'double' | 'late' | 'fail' | 'huge' | 'cut' | 'restart' | 'lag' | 'swap', number>
export const STORM: Faults = {
  lose: 0.12,
  double: 0.1,
  late: 0.25,
  fail: 0.1,
  huge: 0.05,
  cut: 0.5,
  restart: 0.15,
  lag: 0.4,
  swap: 0.4,
}
export const CALM: Faults = { lose: 0, double: 0, late: 0, fail: 0, huge: 0, cut: 0, restart: 0, lag: 0, swap: 0 }

/** What a test takes away: `notice` changes what a gateway hears, `frame` what a browser hears, `from` tells each batch’s own `from`. */
export type Without = {
  compare?: boolean
  notice?: (notice: Notice, gate: Gate) => Notice
  frame?: (packet: Packet) => Packet
  from?: boolean
}
export type Counts = { steps: number; opens: number; follows: number; resets: number; repairs: number; views: number }
export const noCounts = (): Counts => ({ steps: 0, opens: 0, follows: 0, resets: 0, repairs: 0, views: 0 })

/** Whatever lies before a change or beat counts as told. */
export function filled(packet: Packet): Packet {
  if (packet.name === 'change') return { ...packet, frame: { ...packet.frame, from: 0 } }
  if (packet.name !== 'beat') return packet
  return { ...packet, frame: { ...packet.frame, rooms: packet.frame.rooms.map((room) => ({ ...room, from: {} })) } }
}

export const withoutGap = (notice: Notice, gate: Gate): Notice => ({
  ...notice,
  from: Math.min(notice.from, gate.pos()[notice.part]!),
  rows: notice.rows ?? [],
})
