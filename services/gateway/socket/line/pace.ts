// Who cannot keep up (pure). A stalled browser's packets pile up in `writeBuffer` without bound while the socket below looks calm,
// so that is what is watched: a slow one leaves its rooms, and follows them again once its line runs.
export type Pace = { waitingSince: number | null; laggingSince: number | null }
export type Verdict = 'keeps up' | 'fell behind' | 'hopeless'

export const WAITING_PACKETS = 500
export const BEHIND_MS = 5_000
export const HOPELESS_MS = 30_000

/** `waiting`: packets not yet handed to the line. Changes `pace`. */
export function judge(pace: Pace, waiting: number, now: number): Verdict {
  pace.waitingSince = waiting === 0 ? null : (pace.waitingSince ?? now)
  if (pace.laggingSince !== null) return now - pace.laggingSince > HOPELESS_MS ? 'hopeless' : 'keeps up'
  const behind = pace.waitingSince !== null && now - pace.waitingSince > BEHIND_MS
  if (waiting <= WAITING_PACKETS && !behind) return 'keeps up'
  pace.laggingSince = now
  return 'fell behind'
}

/** The line took all that waited. True = it had fallen behind and may follow again. */
export function drained(pace: Pace): boolean {
  const was = pace.laggingSince !== null
  pace.waitingSince = null
  pace.laggingSince = null
  return was
}
