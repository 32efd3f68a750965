// One gateway without sockets: the real feed, follow and beat on lines of plain values. What Postgres is asked is answered when
// the test says so.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Change as Notice } from '@madoguchi/contracts/row/row'
import type { Follow } from '@madoguchi/contracts/socket/up'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Beat, Change } from '@madoguchi/contracts/socket/down'
import type { Room } from '@madoguchi/contracts/socket/room'
import type { Pool } from '../../db/pool.ts'
import { beat } from '../socket/beats.ts'
import { createFollowing } from '../socket/follow.ts'
import { drained, type Pace } from '../socket/line/pace.ts'
import { createFeed } from './feed.ts'
import { createReader, readMoment } from './read.ts'
import type { Found, Moment, Wanted } from './repair.ts'

export type Packet =
  | { name: 'change'; frame: Change }
  | { name: 'beat'; frame: Beat }
  | { name: 'resync'; frame: { rooms: Room[] } }
  | { name: 'ack'; frame: FollowAck; done: (ack: FollowAck) => void }
export type Ask =
  | { kind: 'follow'; body: Follow; done: (ack: FollowAck) => void; fail: (error: Error) => void }
  | { kind: 'unfollow'; room: Room }
export type Line = ReturnType<typeof createLine>
export type Gate = Awaited<ReturnType<typeof openGate>>

type Reading = { wanted: Wanted[]; found?: Found; done: (found: Found) => void; fail: (error: Error) => void }
type Deps = { pool: Pool; repaired: () => void; told: (change: Change) => Change }

export async function openGate({ pool, repaired, told }: Deps) {
  const lines = new Set<Line>()
  const reader = createReader({ pool })
  const readings: Reading[] = []
  let compared: { moment: Moment; before: number[] } | null = null
  const joined = (room: Room) => [...lines].filter((line) => line.rooms.has(room))

  const feed = createFeed({
    moment: await readMoment(pool, PARTITIONS),
    read: (wanted) => new Promise((done, fail) => void readings.push({ wanted, done, fail })),
    emit: (change) => joined(change.room).forEach((line) => line.emit('change', told(change))),
    resync(rooms) {
      for (const line of lines) line.emit('resync', { rooms: rooms.filter((room) => line.rooms.has(room)) })
    },
    repaired,
  })
  const emptied = (room: Room) => joined(room).length === 0 && feed.left(room)
  const agent = { id: 'agent-1', rights: { '*': ['viewer'] } }
  const directory = { agents: { get: () => agent }, channels: { get: () => ({}) } }
  const following = createFollowing({ feed, directory: directory as never, show: { whole: () => ({}) } as never })
  const io = { of: () => ({ sockets: lines }) } as never

  return {
    notices: [] as Notice[],
    heard: (notice: Notice) => feed.notice(notice),
    v: () => feed.v(),
    pos: () => feed.pos(),
    beat: () => beat({ io, feed, rev: () => 0, degraded: () => [], now: () => 0 }),
    /** What was read of the checkpoints the last time is held against what is known now; then they are read again. */
    async compare() {
      if (compared) feed.compare(compared.moment, compared.before)
      compared = { before: feed.pos(), moment: await readMoment(pool, PARTITIONS) }
    },
    readings: () => readings.length,
    /** Postgres is asked what waits to be asked. */
    async read() {
      await Promise.all(readings.map(async (one) => (one.found ??= await reader(one.wanted))))
    },
    answer(at: number, fail: boolean) {
      const one = readings[at]
      if (one?.found === undefined) return
      readings.splice(at, 1)
      if (fail) one.fail(new Error('database away'))
      else one.done(one.found)
    },
    connect(): Line {
      const line = createLine(emptied)
      lines.add(line)
      return line
    },
    drop(line: Line) {
      line.connected = false
      lines.delete(line)
      for (const room of line.rooms) line.leave(room)
    },
    async ask(line: Line, ask: Ask) {
      if (ask.kind === 'unfollow') return void following.unfollow(line as never, ask)
      const ack = await following.follow(line as never, ask.body).catch(() => null)
      if (ack === null) ask.fail(new Error('no answer'))
      else if (line.connected) line.down.push({ name: 'ack', frame: ack, done: ask.done })
    },
  }
}

/** As much of a socket as the gateway's code asks for. */
function createLine(emptied: (room: Room) => unknown) {
  const pace: Pace = { waitingSince: null, laggingSince: null }
  const line = {
    connected: true,
    data: { agent: 'agent-1', rooms: new Set<Room>(), startOver: new Set<Room>(), pace },
    rooms: new Set<Room>(),
    up: [] as Ask[],
    down: [] as Packet[],
    join: (room: Room) => void line.rooms.add(room),
    leave: (room: Room) => void (line.rooms.delete(room), emptied(room)),
    emit(name: string, frame: unknown) {
      if (name !== 'presence') line.down.push({ name, frame } as Packet)
    },
    fallBehind() {
      if (pace.laggingSince !== null) return
      pace.laggingSince = 1
      for (const room of line.data.rooms) line.leave(room)
    },
    runAgain() {
      if (drained(pace)) line.emit('resync', { rooms: [...line.data.rooms] })
    },
  }
  return line
}
