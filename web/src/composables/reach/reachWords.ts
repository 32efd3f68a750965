// May we push, in words: a key under `contact.reach`, its values and how loudly it is said. Colour never stands alone.
import type { Reach } from '@madoguchi/contracts/row/reach'
import { inLastDay, leftOf, type Left } from '../time/countdown.ts'

export type ReachWords =
  | { tone: 'ok' | 'warn' | 'closed'; key: string; left: null }
  | { tone: 'plain' | 'warn'; key: 'until'; left: Left }

export function reachWords(reach: Reach, now: number): ReachWords {
  if (reach.can === 'yes') return { tone: 'ok', key: 'yes', left: null }
  if (reach.can === 'uncertain') return { tone: 'warn', key: 'uncertain', left: null }
  if (reach.can === 'no') return { tone: 'closed', key: `no.${reach.why}`, left: null }
  return { tone: inLastDay(reach.until, now) ? 'warn' : 'plain', key: 'until', left: leftOf(reach.until, now) }
}
