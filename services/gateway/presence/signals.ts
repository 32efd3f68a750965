// What a browser signals, repeated while its socket lives: being in sight or away is renewed every 4 s, typing never (it comes with keys
// and ends by itself). A connection is at the console for as long as it is open, and in one conversation at most; leaving is said at once.
import type { Signal } from '@madoguchi/contracts/socket/up'
import type { Bus } from '../../bus/bus.ts'
import { CONSOLE, type Signal as Notice } from '../../presence/presence.ts'

export type Signals = {
  /** The console is open: in sight until it says otherwise. */
  arrive(from: From): void
  /** `allowed` was checked by the caller. */
  signal(from: From, signal: Signal): void
  /** It may no longer be where it was: of the conversation only. */
  leave(from: From): void
  /** The socket is gone. */
  depart(from: From): void
  /** Where a connection is; null = nowhere. */
  at(connection: string): string | null
  /** Everybody here leaves. */
  stop(): void
}
export type From = { agent: string; connection: string }
type Sight = 'viewing' | 'away'
type Place = From & { room: string; sight: Sight }

export const RENEW_MS = 4_000

export function startSignals({ bus, renewMs = RENEW_MS }: { bus: Bus; renewMs?: number }): Signals {
  const places = new Map<string, Place>()
  const consoles = new Map<string, Place>()
  const say = ({ room, agent, connection }: From & { room: string }, state: Notice['state'], renewal?: true) =>
    bus.publish('signals', { room, agent, connection, state, ...(renewal && { renewal }) } satisfies Notice)

  function end(from: Map<string, Place>, { connection }: Pick<From, 'connection'>) {
    const place = from.get(connection)
    if (place === undefined) return
    from.delete(connection)
    say(place, 'gone')
  }

  /** Says it when it is news, and whether it was. */
  function see(where: Map<string, Place>, from: From, room: string, sight: Sight): boolean {
    const before = where.get(from.connection)
    const place = { ...from, room, sight }
    where.set(from.connection, place)
    const news = before === undefined || before.sight !== sight
    if (news) say(place, sight)
    return news
  }

  const timer = setInterval(() => {
    for (const where of [places, consoles]) for (const place of where.values()) say(place, place.sight, true)
  }, renewMs)

  return {
    arrive: (from) => void see(consoles, from, CONSOLE, 'viewing'),
    signal(from, { conversation, state }) {
      if (places.get(from.connection)?.room !== conversation || state === 'gone') end(places, from)
      if (state === 'gone') return
      const sight = state === 'away' ? 'away' : 'viewing'
      see(consoles, from, CONSOLE, sight)
      if (conversation === null) return
      const said = see(places, from, conversation, sight)
      // Whoever stops writing says so by being in sight again.
      if (state !== sight || !said) say({ ...from, room: conversation }, state)
    },
    leave: (from) => end(places, from),
    depart(from) {
      end(places, from)
      end(consoles, from)
    },
    at: (connection) => places.get(connection)?.room ?? null,
    stop() {
      clearInterval(timer)
      for (const where of [places, consoles]) for (const place of where.values()) end(where, place)
    },
  }
}
