// Every 5 s each browser hears how far its rooms are: quiet rooms keep fresh cursors, and silence is noticed (LV-3).
import type { Beat } from '@madoguchi/contracts/socket/down'
import type { Feed } from '../follow/feed.ts'
import { DIRECTORY_PART, DIRECTORY_VERSION, isDirectoryRoom } from '../rooms.ts'
import { browsersOf, type Io } from './connection.ts'

export const BEAT_MS = 5_000

type Deps = { io: Io; feed: Feed; rev: () => number; degraded: () => Beat['degraded']; now: () => number }

/** To all in one tick: afterwards every room counts as told, so nobody may be left out. */
export function beat({ io, feed, rev, degraded, now }: Deps) {
  const said = feed.beat()
  const directory = { v: DIRECTORY_VERSION, from: { [DIRECTORY_PART]: rev() }, next: { [DIRECTORY_PART]: rev() } }
  const frame = { at: now(), degraded: degraded() }
  for (const browser of browsersOf(io)) {
    const rooms = [...browser.data.rooms].flatMap((room): Beat['rooms'] => {
      if (!browser.rooms.has(room)) return []
      const state = isDirectoryRoom(room) ? directory : said.get(room)
      return state ? [{ room, ...state }] : []
    })
    browser.emit('beat', { ...frame, rooms })
  }
}
