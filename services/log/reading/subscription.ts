// A reader's life, the same for both adapters: it stops when asked, or when it meets another log; both once.
import type { Assignment, Holding } from '../assignment.ts'
import type { LogReplaced, Reader, Subscription } from '../log.ts'

type Deps = {
  reader: Reader
  onReplaced: (error: LogReplaced) => void
  lastFetch: () => number
  /** Begins reading; `stopFor` ends it because the log is another one. */
  start: (stopFor: (error: LogReplaced) => void) => Assignment
  onStopped: () => void
}

export function subscriptionOf({ onReplaced, lastFetch, start, onStopped }: Deps): Subscription {
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= assignment.stop().finally(onStopped))
  const assignment = start((error) => {
    if (stopping) return
    onReplaced(error)
    void stop()
  })
  return { stop, lastFetch }
}

/** Tells the reader when a partition has left it. */
export function telling(reader: Reader, part: number, holding: Holding): Holding {
  return {
    async stop() {
      await holding.stop()
      reader.lost?.(part)
    },
  }
}

export function groupByPart(records: { part: number; key: string }[]): Map<number, string[]> {
  const groups = new Map<number, string[]>()
  for (const { part, key } of records) groups.set(part, [...(groups.get(part) ?? []), key])
  return groups
}
