// Quiet hours by the agent's own clock (pure).
import { isZone } from '../zone.ts'
import type { Quiet } from './rule.ts'

/** Hours and minutes there, `09:05`. */
export const clockIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** A zone that nobody knows is never quiet: rather a sound too many than a customer nobody hears. */
export function isQuiet({ on, from, to, zone }: Quiet, at: number): boolean {
  if (!on || !isZone(zone)) return false
  const clock = clockIn(zone, at)
  if (from === to) return true
  return from < to ? from <= clock && clock < to : from <= clock || clock < to
}
