// Is the log still the one that the checkpoint was written against? A reader begins one record before its position, and that
// record's key answers. Without it a recreated topic would have its first events swallowed as old ones.
import type { Position } from '../log.ts'

/** `reset`: the log began somewhere earlier than asked. `erased`: that record is gone, as compaction leaves it. */
export type Verdict = 'same' | 'another' | 'reset' | 'erased'

/** Where reading begins. */
export const beginAt = ({ next }: Position): number => Math.max(0, next - 1)

/** Judges the first record delivered from `beginAt`. Not for next = 0: nothing was applied, so nothing can contradict. */
export function judge({ next, lastKey }: Position, first: { off: number; key: string }): Verdict {
  if (first.off < next - 1) return 'reset'
  if (first.off > next - 1) return 'erased'
  return lastKey === null || first.key === lastKey ? 'same' : 'another'
}
