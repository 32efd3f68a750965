// What a browser signals, repeated while its socket lives: viewing is renewed every 4 s, typing never (it comes with keys and ends
// by itself). One conversation per connection; leaving it is said at once.
import type { Signal } from '@madoguchi/contracts/socket/up'
import type { Bus } from '../../bus/bus.ts'
import type { Signal as Notice } from '../../presence/presence.ts'

export type Signals = {
  /** `allowed` was checked by the caller. */
  signal(from: From, signal: Signal): void
  /** The socket is gone, or may no longer be where it was. */
  leave(from: From): void
  /** Where a connection is; null = nowhere. */
  at(connection: string): string | null
  /** Everybody here leaves. */
  stop(): void
}
export type From = { agent: string; connection: string }

export const RENEW_MS = 4_000

export function startSignals({ bus, renewMs = RENEW_MS }: { bus: Bus; renewMs?: number }): Signals {
  const places = new Map<string, From & { room: string }>()
  const say = (notice: Notice) => bus.publish('signals', notice)

  function leave({ connection }: Pick<From, 'connection'>) {
    const place = places.get(connection)
    if (place === undefined) return
    places.delete(connection)
    say({ ...place, state: 'gone' })
  }

  const timer = setInterval(() => {
    for (const place of places.values()) say({ ...place, state: 'viewing', renewal: true })
  }, renewMs)

  return {
    signal(from, { conversation, state }) {
      if (places.get(from.connection)?.room !== conversation || state === 'gone') leave(from)
      if (conversation === null || state === 'gone') return
      const place = { ...from, room: conversation }
      if (!places.has(from.connection) && state === 'typing') say({ ...place, state: 'viewing' })
      places.set(from.connection, place)
      say({ ...place, state })
    },
    leave,
    at: (connection) => places.get(connection)?.room ?? null,
    stop() {
      clearInterval(timer)
      for (const place of places.values()) leave(place)
    },
  }
}
