// One browser without a page: the real sync code, lists and threads of web/src, their timers in the test's hands.
import { parseRoom, type Room } from '@madoguchi/contracts/socket/room'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import { createListing } from '../../../web/src/stores/parts/listing.ts'
import { createTemplateList } from '../../../web/src/stores/parts/templateList.ts'
import { createWarmThread } from '../../../web/src/stores/parts/warmThread.ts'
import type { createFollows, Followed, Follows, Source } from '../../../web/src/sync/follow.ts'
import type { Gate, Line, Packet } from './gate.fixture.ts'

const ALL = {
  filter: { view: 'all' as const },
  reader: () => ({ agent: 'mika', teams: [], unread: 0, now: 0 }),
}

export type Sync = { createFollows: typeof createFollows }
type View = { view: Followed['view']; more(): boolean; loadMore(): Promise<void>; reload(): void; close(): void }
type Deps = {
  sync: Sync
  asked: () => void
  answered: (ack: FollowAck) => void
}

export type Browser = ReturnType<typeof createBrowser>

export function createBrowser({ sync, asked, answered }: Deps) {
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

  /** The lists and threads of the console themselves; what they are given by `follows` is looked at. */
  function open(room: Room) {
    let followed: Followed
    const seen = { open: (source: Source) => (followed = follows.open(source)) } as Follows
    const { kind, id } = parseRoom(room) as { kind: string; id: string }
    const none = () => {}
    if (kind === 'templates') {
      const list = createTemplateList({ channel: id, follows: seen, changed: none, gone: none })
      const [more, loadMore] = [() => false, () => Promise.resolve()]
      views.set(room, { view: list.view, more, loadMore, reload: () => void list.reload(), close: list.close })
      return
    }
    const view =
      kind === 'channel'
        ? createListing({ ...ALL, channel: id, follows: seen, changed: none, failed: none, gone: none })
        : createWarmThread({ id, follows: seen, changed: none })
    const older = 'older' in view
    views.set(room, {
      view: () => followed.view(),
      more: older ? view.older : view.more,
      loadMore: () => (older ? view.loadOlder() : view.loadMore()).catch(none),
      reload: () => void view.reload(),
      close: () => view.close(),
    })
  }

  return {
    views,
    line: () => line,
    gate: () => gate,
    open,
    close(room: Room) {
      views.get(room)?.close()
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
