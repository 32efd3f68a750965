// Rights are looked at again at every change of the directory: what is withdrawn leaves the screen at once (LV-6), a session that
// ended hangs up. Runs before the same change's rows are told.
import { isDeepStrictEqual } from 'node:util'
import { backoff, sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import { meOf, type MeDeps } from '../http/session/me.ts'
import { channelOf } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import { noticesRoom } from '@madoguchi/contracts/socket/room'
import type { Signals } from '../presence/signals.ts'
import { mayJoin } from '../rooms.ts'
import { browsersOf, signOut, type Browser, type Io } from './connection.ts'

type Deps = MeDeps & { io: Io; signals: Signals; logger: Logger; now: () => number }

export function createAccess(deps: Deps) {
  const { io, directory, signals, logger, now } = deps
  const end = new AbortController()

  /** Rooms and presence that the agent's present rights do not cover; false = no longer at work. */
  function narrow(browser: Browser): boolean {
    const { agent, rooms } = browser.data
    const me = meOf(deps, agent)
    if (me === null) return false
    const rights = { id: agent, rights: me.rights }
    const revoked = [...rooms].filter(
      (room) => !mayJoin(rights, room, (id) => directory.channels.get(id) !== undefined),
    )
    for (const room of revoked) {
      rooms.delete(room)
      void browser.leave(room)
    }
    renew(browser, me.rights)
    const place = signals.at(browser.id)
    if (place !== null && !allows(me.rights, channelOf(place), 'viewer'))
      signals.leave({ connection: browser.id, agent })
    browser.emit('me', me)
    if (revoked.length > 0) browser.emit('revoked', { rooms: revoked })
    return true
  }

  /** Notices come from every channel: what is on the screen of those withdrawn goes, and what was held back of those granted comes. */
  function renew(browser: Browser, rights: Rights) {
    const { agent, rooms, startOver } = browser.data
    const room = noticesRoom(agent)
    const moved = !isDeepStrictEqual(rights, browser.data.rights)
    browser.data.rights = rights
    if (!moved || !rooms.has(room)) return
    startOver.add(room)
    browser.emit('resync', { rooms: [room] })
  }

  /** Hangs up whose session is over; asks until Postgres answers. */
  async function checkSessions(browsers: Browser[]) {
    for (let attempt = 0; browsers.length > 0 && !end.signal.aborted; attempt += 1) {
      try {
        const alive = await directory.sessions.alive(browsers.map(({ data }) => data.session))
        for (const browser of browsers) {
          const expiresAt = alive.get(browser.data.session)
          if (expiresAt === undefined) signOut(browser)
          else browser.data.expiresAt = expiresAt
        }
        return
      } catch (error) {
        if (attempt === 0) logger.warn({ error: String(error) }, 'sessions not checked; trying on')
        await sleep(backoff(attempt), end.signal)
      }
    }
  }

  return {
    changed(agents: string[]) {
      const theirs = browsersOf(io).filter(({ data }) => agents.includes(data.agent))
      const [here, gone] = [theirs.filter(narrow), theirs.filter(({ data }) => meOf(deps, data.agent) === null)]
      for (const browser of gone) signOut(browser)
      void checkSessions(here)
    },
    /** Sessions that end by time. */
    expire() {
      const over = browsersOf(io).filter(({ data }) => data.expiresAt <= now())
      void checkSessions(over)
    },
    stop: () => end.abort(),
  }
}
