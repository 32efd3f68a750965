// How much one connection may ask (pure): a bucket that refills evenly. A reconnect follows many rooms at once, hence the burst.
export type Rate = { left: number; at: number }

export const COMMANDS_A_MINUTE = 600
const BURST = 200

export const fullRate = (now: number): Rate => ({ left: BURST, at: now })

/** Takes one; false = too many. */
export function take(rate: Rate, now: number, aMinute = COMMANDS_A_MINUTE, burst = BURST): boolean {
  rate.left = Math.min(burst, rate.left + ((now - rate.at) * aMinute) / 60_000)
  rate.at = now
  if (rate.left < 1) return false
  rate.left -= 1
  return true
}
