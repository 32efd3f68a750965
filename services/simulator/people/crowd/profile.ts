// How a crowd's pace changes while it talks. Every shape has a mean of 1 over the whole time.
export type Profile = 'steady' | 'ramp' | 'day' | 'after_broadcast'
export const PROFILES: readonly Profile[] = ['steady', 'ramp', 'day', 'after_broadcast']

/** Weight of each hour of a day: asleep at night, a peak at noon, the evening from 17 to 24. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 5, 6, 6, 6, 7, 14, 9, 6, 6, 7, 12, 14, 15, 16, 16, 14, 12]
const DAY_MEAN = HOURS.reduce((a, b) => a + b) / HOURS.length

const shapes: Record<Profile, (t: number) => number> = {
  steady: () => 1,
  ramp: (t) => 2 * t,
  day: (t) => HOURS[Math.min(23, Math.floor(t * 24))]! / DAY_MEAN,
  after_broadcast: (t) => (5 * Math.exp(-5 * t)) / (1 - Math.exp(-5)),
}

/** PURE. Relative pace at the share `t` (0…1) of the whole time. */
export const paceAt = (profile: Profile, t: number): number => shapes[profile](Math.min(1, Math.max(0, t)))
