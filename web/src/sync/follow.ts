// All followed rooms of this page: what comes over the line goes to its view; a new connection lets every view catch up, and says
// how many have.
import type { Beat, Change } from '@madoguchi/contracts/socket/down'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Cursor } from '@madoguchi/contracts/row/row'
import { createCatchUp, type CatchUp, type Source } from './catchUp.ts'

export type { Source } from './catchUp.ts'
export type Followed = Pick<CatchUp, 'view' | 'merge' | 'reload' | 'release'> & { close(): void }

type Deps = {
  /** Rejects when no answer comes. */
  follow: (body: { room: string; v: number; since: Cursor }) => Promise<FollowAck>
  unfollow: (room: string) => void
  /** How many rooms of the present catch-up are done; null = nothing to catch up. */
  progress: (state: { done: number; total: number } | null) => void
  /** Calls back after about `ms`; returns a way to call it off. */
  later: (run: () => void, ms: number) => () => void
}

export type Follows = ReturnType<typeof createFollows>

export function createFollows({ follow, unfollow, progress, later }: Deps) {
  const rooms = new Map<string, CatchUp>()
  let count = 0
  let connection: number | null = null
  const behind = new Set<CatchUp>()
  let total = 0

  function tell() {
    progress(behind.size === 0 ? null : { done: total - behind.size, total })
  }

  function open(source: Source): Followed {
    rooms.get(source.room)?.close()
    const one: CatchUp = createCatchUp({
      source,
      follow,
      later,
      connection: () => connection,
      settled: () => behind.delete(one) && tell(),
      dropped: () => rooms.get(source.room) === one && rooms.delete(source.room),
    })
    rooms.set(source.room, one)
    void one.reload()
    return {
      view: one.view,
      merge: one.merge,
      reload: one.reload,
      release: one.release,
      close() {
        one.close()
        if (rooms.get(source.room) !== one) return
        rooms.delete(source.room)
        if (connection !== null) unfollow(source.room)
      },
    }
  }

  return {
    open,
    connected() {
      connection = ++count
      behind.clear()
      for (const one of rooms.values()) behind.add(one)
      total = behind.size
      tell()
      for (const one of rooms.values()) void (one.view() === null ? one.reload() : one.catchUp())
    },
    disconnected() {
      connection = null
      behind.clear()
      tell()
    },
    /** Something may have been missed while nobody looked (LV-4). */
    check() {
      for (const one of rooms.values()) void one.catchUp()
    },
    change(change: Change) {
      rooms.get(change.room)?.change(change)
    },
    beat(beat: Pick<Beat, 'rooms'>) {
      for (const told of beat.rooms) rooms.get(told.room)?.beat(told)
    },
    resync(names: readonly string[]) {
      for (const name of names) void rooms.get(name)?.catchUp()
    },
    revoked(names: readonly string[]) {
      for (const name of names) rooms.get(name)?.drop()
    },
  }
}
