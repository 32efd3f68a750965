// PURE: of what is new, who is told of it and how (SH-13): by their rules, their rights as they are now, and their quiet hours.
import { isQuiet } from '@madoguchi/contracts/notify/quiet'
import { rulesFor, type Notify } from '@madoguchi/contracts/notify/rule'
import { FRESH_MS, toldOf, type Occasion } from '@madoguchi/contracts/notify/told'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'

export const NOTICE_AGE_MS = FRESH_MS
/** `id`: of the message, or of the line of the bell. */
export type Occasions = (Occasion & { id: string })[]
export type Listener = { id: string; active: boolean; rights: Rights; teams: string[]; notify: Notify }

export type Told = Pick<Occasion, 'channel' | 'conversation' | 'item' | 'kind' | 'at'> & {
  id: string
  agent: string
  desktop: boolean
  sound: boolean
}

export function alertsOf(occasions: Occasions, listeners: readonly Listener[], now: number): Told[] {
  const awake = listeners.filter(({ active, notify }) => active && !isQuiet(notify.quiet, now))
  return occasions.flatMap((one) =>
    awake.flatMap((listener): Told[] => {
      const { desktop, sound } = ways(one, listener, now)
      if (!desktop && !sound) return []
      const { id, channel, conversation, item, kind, at } = one
      return [{ id, agent: listener.id, channel, conversation, item, kind, at, desktop, sound }]
    }),
  )
}

function ways(one: Occasion, { id, rights, teams, notify }: Listener, now: number) {
  if (!allows(rights, one.channel, 'viewer')) return { desktop: false, sound: false }
  const rules = rulesFor(notify, one.channel)
  const tells = (way: 'desktop' | 'sound') => toldOf(one, { agent: id, teams }, rules[way], { now }).tell
  return { desktop: tells('desktop'), sound: tells('sound') }
}
