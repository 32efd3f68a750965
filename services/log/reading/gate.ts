// PURE: what a partition hands on after it has begun one record before its position.
import type { Position, Rec } from '../log.ts'
import { judge } from './fingerprint.ts'

export type Passed = { verdict: 'on'; records: Rec[] } | { verdict: 'another' | 'reset' }

/** `pass` in order of arrival; `taken` when the reader has taken them. `reset`: the log went on at an earlier place than asked. */
export function createGate(position: Position) {
  let next = position.next
  let known = next === 0

  return {
    pass(records: Rec[]): Passed {
      const [first] = records
      if (first === undefined) return { verdict: 'on', records }
      if (known) return first.off < next ? { verdict: 'reset' } : { verdict: 'on', records }
      const verdict = judge(position, first)
      if (verdict === 'another' || verdict === 'reset') return { verdict }
      known = true
      return { verdict: 'on', records: verdict === 'same' ? records.slice(1) : records }
    },
    taken: (records: Rec[]) => void (next = records.at(-1)!.off + 1),
  }
}

export type Gate = ReturnType<typeof createGate>
