// Read = it stood on the screen for half a second in a tab somebody looks at (CO-16). Told regularly what is on the screen; says
// how far has been read. Looking away starts the half second again.

export const DWELL_MS = 500

export type Shown = { id: string; place: number }

export function createDwell(ms: number = DWELL_MS) {
  let since = new Map<string, number>()
  return {
    /** The greatest place that has been on screen long enough, or null. */
    see(shown: Shown[], now: number): number | null {
      since = new Map(shown.map(({ id }) => [id, since.get(id) ?? now]))
      const read = shown.filter(({ id }) => now - (since.get(id) ?? now) >= ms).map(({ place }) => place)
      return read.length === 0 ? null : Math.max(...read)
    },
    lookAway(): void {
      since = new Map()
    },
  }
}
