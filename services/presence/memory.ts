// Presence within one process, with the promises of presence.ts.
import type { Bus } from '../bus/bus.ts'
import { EXPIRE_AT_ONCE, LEASE_MS, effectOf, memberOf, type Presence, type PresenceNotice } from './presence.ts'

export function createMemoryPresence({ bus, now = Date.now }: { bus: Bus; now?: () => number }): Presence {
  /** When each lease ends, by room and member. */
  const rooms = new Map<string, Map<string, number>>()

  function tell(room: string, enter: string[], leave: string[]) {
    if (enter.length === 0 && leave.length === 0) return
    const notice: PresenceNotice = { room, ...(enter.length > 0 && { enter }), ...(leave.length > 0 && { leave }) }
    bus.publish('presence', notice)
  }

  function remove(room: string, members: string[]): string[] {
    const held = rooms.get(room)
    const removed = members.filter((member) => held?.delete(member))
    if (held?.size === 0) rooms.delete(room)
    return removed
  }

  return {
    touch(signal) {
      const { touch, end } = effectOf(signal)
      const leave = remove(signal.room, end.map(memberOf))
      const enter: string[] = []
      if (touch !== null) {
        const held = rooms.get(signal.room) ?? new Map<string, number>()
        if (!held.has(memberOf(touch))) enter.push(memberOf(touch))
        rooms.set(signal.room, held.set(memberOf(touch), now() + LEASE_MS[touch.state]))
      }
      tell(signal.room, enter, leave)
      return Promise.resolve()
    },
    expire() {
      const at = now()
      const over = [...rooms].flatMap(([room, held]) =>
        [...held].filter(([, until]) => until < at).map(([member]) => ({ room, member })),
      )
      for (const { room, member } of over.slice(0, EXPIRE_AT_ONCE)) tell(room, [], remove(room, [member]))
      return Promise.resolve()
    },
    members() {
      const at = now()
      const live = [...rooms].map(([room, held]): [string, string[]] => [
        room,
        [...held].filter(([, until]) => until >= at).map(([member]) => member),
      ])
      return Promise.resolve(new Map(live.filter(([, members]) => members.length > 0)))
    },
    stop() {
      rooms.clear()
      return Promise.resolve()
    },
  }
}
