// How long each partition has been behind without moving: what may be taken by force.

export type Progress = {
  /** `ends` null = the log cannot be asked now: in an outage nobody takes anything. */
  observe(next: Map<number, number>, ends: Map<number, number> | null): void
  /** Behind and unmoved for at least `ms`. */
  stuck(part: number, ms: number): boolean
}

export function createProgress(now: () => number): Progress {
  const behind = new Map<number, { next: number; since: number }>()
  return {
    observe(next, ends) {
      if (ends === null) return behind.clear()
      for (const [part, end] of ends) {
        const at = next.get(part) ?? 0
        if (end <= at) behind.delete(part)
        else if (behind.get(part)?.next !== at) behind.set(part, { next: at, since: now() })
      }
    },
    stuck(part, ms) {
      const since = behind.get(part)?.since
      return since !== undefined && now() - since >= ms
    },
  }
}
