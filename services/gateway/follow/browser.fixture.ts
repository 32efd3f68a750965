// One browser without a page: the real sync code of web/src, its timers and its requests in the test's hands.
import type { Row } from '@madoguchi/contracts/row/row'
import type { Room } from '@madoguchi/contracts/socket/room'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { createFollows, Followed } from '../../../web/src/sync/follow.ts'
import type { Gate, Line, Packet } from './gate.fixture.ts'
import type { Page } from './snapshots.fixture.ts'

export type Sync = { createFollows: typeof createFollows }
export type Shown = { v: number; cursor: Record<string, number>; rows: Map<string, Row> }
type View = { followed: Followed; loadMore(): Promise<void>; more(): boolean }
type Deps = {
  sync: Sync
  /** A page by HTTP; null = 404. A throw is a request that failed. */
  page: (room: Room, from: string | null) => Promise<Page | null>
  asked: () => void
  answered: (ack: FollowAck) => void
}

export type Browser = ReturnType<typeof createBrowser>

export function createBrowser({ sync, page, asked, answered }: Deps) {
  const timers = new Set<() => void>()
  const views = new Map<Room, View>()
  /** Questions on their way; none outlives its line. */
  const waiting = new Set<(error: Error) => void>()
  let gate: Gate | null = null
  let line: Line | null = null

  const follows = sync.createFollows({
    follow: (body) =>
      new Promise<FollowAck>((done, fail) => {
        if (line === null) return fail(new Error('away'))
        asked()
        const settled = () => waiting.delete(fail)
        waiting.add(fail)
        line.up.push({
          kind: 'follow',
          body,
          done: (ack) => (settled(), answered(ack), done(ack)),
          fail: (error) => (settled(), fail(error)),
        })
      }),
    unfollow: (room) => void line?.up.push({ kind: 'unfollow', room }),
    progress: () => {},
    later(run) {
      timers.add(run)
      return () => void timers.delete(run)
    },
  })

  /** As the lists and threads do it: as many pages again as were shown, followed from the first one's cursor. */
  function open(room: Room) {
    let pages = 1
    let next: string | null = null
    async function load() {
      const taken = found(await page(room, null))
      let last = taken
      for (let n = 1; n < pages && last.more !== null; n += 1) {
        last = found(await page(room, last.more))
        if (last.v !== taken.v) throw new Error('moved')
        taken.rows.push(...last.rows)
      }
      next = last.more
      return taken
    }
    const followed = follows.open({ room, load, changed() {}, failed() {}, gone() {} })
    async function loadMore() {
      if (next === null) return
      const older = await page(room, next).catch(() => null)
      if (older === null || older.v !== followed.view()?.v || !followed.merge(older)) return
      pages += 1
      next = older.more
    }
    views.set(room, { followed, loadMore, more: () => next !== null })
  }

  return {
    views,
    line: () => line,
    gate: () => gate,
    open,
    close(room: Room) {
      views.get(room)?.followed.close()
      views.delete(room)
    },
    connect(to: Gate) {
      gate = to
      line = to.connect()
      follows.connected()
    },
    hangUp() {
      if (line !== null) gate!.drop(line)
      line = null
      for (const fail of waiting) fail(new Error('away'))
      waiting.clear()
      follows.disconnected()
    },
    hear(packet: Packet) {
      if (packet.name === 'change') follows.change(packet.frame)
      else if (packet.name === 'beat') follows.beat(packet.frame)
      else if (packet.name === 'resync') follows.resync(packet.frame.rooms)
      else packet.done(packet.frame)
    },
    timers: () => timers.size,
    ring() {
      for (const due of timers) {
        timers.delete(due)
        due()
      }
    },
  }
}

function found<T>(value: T | null): T {
  if (value === null) throw new Error('not found')
  return value
}
