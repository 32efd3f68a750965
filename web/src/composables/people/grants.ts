// PURE: rights as the form shows them: in every channel and in each, the highest of the ranked roles, and ops beside them.
import type { Grant } from '@madoguchi/contracts/http/people'

export const RANKED = ['viewer', 'agent', 'supervisor', 'admin'] as const
export type Ranked = (typeof RANKED)[number] | 'none'
/** By channel id or '*'. */
export type Shown = Record<string, { role: Ranked; ops: boolean }>

export function shownOf(grants: readonly Grant[], channels: readonly string[]): Shown {
  return Object.fromEntries(
    ['*', ...channels].map((channel) => {
      const own = grants.filter((one) => one.channel === channel).map(({ role }) => role)
      const role = RANKED.findLast((one) => own.includes(one)) ?? 'none'
      return [channel, { role, ops: own.includes('ops') }]
    }),
  )
}

/** In a word for each channel, every channel first: the highest of the ranked roles, ops where it stands alone. */
export function highestOf(grants: readonly Grant[]): Grant[] {
  const channels = [...new Set(grants.map(({ channel }) => channel))].sort(
    (a, b) => Number(b === '*') - Number(a === '*'),
  )
  const shown = shownOf(grants, channels)
  return channels.map((channel) => ({ channel, role: roleIn(shown[channel]!) }))
}
const roleIn = ({ role }: Shown[string]): Grant['role'] => (role === 'none' ? 'ops' : role)

/** What the form does not show stays: a channel this admin's screen has not heard of. */
export function grantsOf(shown: Shown, before: readonly Grant[]): Grant[] {
  const unseen = before.filter(({ channel }) => !(channel in shown))
  const chosen = Object.entries(shown).flatMap(([channel, { role, ops }]): Grant[] => [
    ...(role === 'none' ? [] : [{ channel, role }]),
    ...(ops ? [{ channel, role: 'ops' as const }] : []),
  ])
  return [...chosen, ...unseen]
}

/** Order and lower ranks beside a higher one say nothing. */
export const sameGrants = (a: readonly Grant[], b: readonly Grant[], channels: readonly string[]): boolean =>
  JSON.stringify(shownOf(a, channels)) === JSON.stringify(shownOf(b, channels))
