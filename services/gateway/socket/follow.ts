// follow and unfollow: joining a room and answering what was missed in one tick, so that nothing falls between.
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Row } from '@madoguchi/contracts/row/row'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import { WORKSPACE } from '@madoguchi/contracts/socket/room'
import type { Follow, Unfollow } from '@madoguchi/contracts/socket/up'
import type { Directory } from '../../directory/open.ts'
import { refuse } from '../command/decide/decision.ts'
import { answerFromDirectory } from '../follow/directory.ts'
import type { Feed } from '../follow/feed.ts'
import type { Show } from '../presence/show.ts'
import { channelOfRoom, isDirectoryRoom, mayJoin } from '../rooms.ts'
import type { Browser } from './connection.ts'

/** More views than any page opens; bounds what one line costs. */
const ROOMS_MAX = 100

/** Notices of conversations that one may no longer read are told to nobody; every other room is one's right as a whole. */
function withinRights(answered: FollowAck, rights: Rights): FollowAck {
  if (!answered.ok) return answered
  const mayRead = (row: Row) => row.noun !== 'notice' || row.row === null || allows(rights, row.row.channel, 'viewer')
  return { ...answered, changes: answered.changes.map((change) => ({ ...change, rows: change.rows.filter(mayRead) })) }
}

type Deps = { feed: Feed; directory: Directory; show: Show }

export function createFollowing({ feed, directory, show }: Deps) {
  async function follow(browser: Browser, { room, v, since }: Follow): Promise<FollowAck> {
    const { rooms, agent, pace } = browser.data
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
    return withinRights(answered, directory.agents.get(agent)?.rights ?? {})
  }

  return {
    follow,
    unfollow(browser: Browser, { room }: Unfollow) {
      browser.data.rooms.delete(room)
      void browser.leave(room)
      return { ok: true as const }
    },
  }
}

export type Following = ReturnType<typeof createFollowing>
