// follow and unfollow: joining a room and answering what was missed in one tick, so that nothing falls between.
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import { WORKSPACE } from '@madoguchi/contracts/socket/room'
import type { Follow, Unfollow } from '@madoguchi/contracts/socket/up'
import type { Directory } from '../../directory/open.ts'
import { refuse } from '../command/decide/decision.ts'
import { resetTo } from '../follow/answer.ts'
import { answerFromDirectory } from '../follow/directory.ts'
import type { Feed } from '../follow/feed.ts'
import { withinRights } from '../follow/withinRights.ts'
import type { Show } from '../presence/show.ts'
import { channelOfRoom, isDirectoryRoom, mayJoin } from '../rooms.ts'
import type { Browser } from './connection.ts'

/** More views than any page opens; bounds what one line costs. */
const ROOMS_MAX = 100

type Deps = { feed: Feed; directory: Directory; show: Show }

export function createFollowing({ feed, directory, show }: Deps) {
  async function follow(browser: Browser, { room, v, since }: Follow): Promise<FollowAck> {
    const { rooms, agent, pace, startOver } = browser.data
    const seer = directory.agents.get(agent)
    if (!seer || !mayJoin(seer, room, (id) => directory.channels.get(id) !== undefined)) return refuse('forbidden')
    if (!rooms.has(room) && rooms.size >= ROOMS_MAX) return refuse('too_many', { limit: ROOMS_MAX })
    // A line that is gone would stay in the room for ever.
    if (!browser.connected) return refuse('signed_out')
    rooms.add(room)
    // A line that fell behind joins when it runs again: the resync then names this room too.
    if (pace.laggingSince !== null) return { ok: true, v, reset: false, changes: [] }
    const answer = isDirectoryRoom(room)
      ? answerFromDirectory(seer, { room, v, since }, directory.rows())
      : feed.follow(room, v, since)
    void browser.join(room)
    const answered = await answer
    // Rights may have been withdrawn while Postgres was asked.
    if (!rooms.has(room)) return refuse('forbidden')
    if (channelOfRoom(room) !== null) browser.emit('presence', show.whole(room))
    if (room === WORKSPACE) browser.emit('team', show.team())
    // So may rights to some of its rows, or come back: then only a snapshot is whole.
    if (startOver.delete(room)) return resetTo(feed.v())
    const { rights } = directory.agents.get(agent) ?? { rights: {} }
    return { ...answered, changes: answered.changes.map((change) => withinRights(change, rights)) }
  }

  return {
    follow,
    unfollow(browser: Browser, { room }: Unfollow) {
      browser.data.rooms.delete(room)
      browser.data.startOver.delete(room)
      void browser.leave(room)
      return { ok: true as const }
    },
  }
}

export type Following = ReturnType<typeof createFollowing>
