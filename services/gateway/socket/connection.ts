// One browser's line: whose it is, which rooms it asked for, and how it keeps up. Lives in `socket.data`.
import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { Rights } from '@madoguchi/contracts/row/agent'
import type { DownName, DownOf } from '@madoguchi/contracts/socket/down'
import type { Room } from '@madoguchi/contracts/socket/room'
import type { CommandName } from '@madoguchi/contracts/socket/up'
import { fullRate, type Rate } from '../command/rate.ts'
import type { Pace } from './line/pace.ts'

export type Connection = {
  agent: string
  session: string
  /** The directory's rev when the session was looked up: what changed since is looked at once more on connecting. */
  rev: number
  /** When the session ends if nothing is done, ms. */
  expiresAt: number
  /** When its use was last noted, ms. */
  touchedAt: number
  /** Rooms the browser follows; a slow one is out of them on the wire and keeps them here. */
  rooms: Set<Room>
  /** Of these, those whose next follow is answered with "start over". */
  startOver: Set<Room>
  /** As they were when its rooms were looked at last. */
  rights: Rights
  commands: Rate
  signals: Rate
  pace: Pace
}

type Up = Record<CommandName, (body: unknown, ack?: unknown) => void> & { signal: (body: unknown) => void }
type Down = { [N in DownName]: (frame: DownOf<N>) => void }
export type Io = Server<Up, Down, DefaultEventsMap, Connection>
export type Browser = Socket<Up, Down, DefaultEventsMap, Connection>

type Session = { id: string; agent: string; rights: Rights; expiresAt: number }

export const createConnection = (session: Session, rev: number, now: number): Connection => ({
  agent: session.agent,
  session: session.id,
  rev,
  expiresAt: session.expiresAt,
  touchedAt: now,
  rooms: new Set(),
  startOver: new Set(),
  rights: session.rights,
  commands: fullRate(now),
  signals: fullRate(now),
  pace: { waitingSince: null, laggingSince: null },
})

export const browsersOf = (io: Io): Browser[] => [...io.of('/').sockets.values()]

/** Tells the browser that its session is over, and hangs up. */
export function signOut(browser: Browser) {
  for (const room of browser.data.rooms) void browser.leave(room)
  browser.data.rooms.clear()
  browser.emit('signed-out', {})
  browser.disconnect(true)
}

/** Of ws, below engine.io, which keeps both private in its types. */
type Line = { terminate(): void; once(event: 'close', run: () => void): void }

/** The line itself, to be cut when a farewell would wait for a browser that does not read. */
export const lineOf = ({ conn }: Browser): Line => (conn.transport as unknown as { socket: Line }).socket

/** Packets that engine.io holds back: the only place where a stall shows. */
export const waitingOf = ({ conn }: Browser): number =>
  (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length
