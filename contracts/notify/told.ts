// Whether an agent is told of something (SH-13, SH-15): one rule for the server, which decides who hears of it, and for the browser, which
// knows what is in view. Pure.
import type { NoticeKind } from '../row/notice.ts'
import type { NotifyRule } from './rule.ts'

/** What happened. `item`: the message, note or pill it leads to. `by`: an agent's id, 'contact', 'system' or 'line'. */
export type Occasion = { channel: string; conversation: string; item: string; at: number; by: string } & (
  | { kind: 'message'; assignee: string | null; team: string | null }
  /** A line of the bell. `to`: whose. */
  | { kind: NoticeKind; to: string }
)

/** Who might hear of it. */
export type Hearer = { agent: string; teams: readonly string[] }

/** What only one side knows. `now`: by the clock that `at` is of. */
export type Sight = {
  now: number
  /** It was told before: a repeat, a redelivery, another tab. */
  known?: boolean
  /** That conversation is open in a window that has the focus. */
  inView?: boolean
}

/** `because`: the narrowest rule that holds it. */
export type Told =
  | { tell: true; because: Exclude<NotifyRule, 'none'> }
  | { tell: false; why: 'known' | 'old' | 'own' | 'anothers' | 'rule' | 'inView' }

/** What is older is no news: it came late, was replayed, or waited for a connection. */
export const FRESH_MS = 60_000

const RANK: Record<NotifyRule, number> = { none: 0, mentions: 1, mine: 2, unassigned: 3, all: 4 }

export function toldOf(what: Occasion, who: Hearer, rule: NotifyRule, { now, known, inView }: Sight): Told {
  if (known === true) return { tell: false, why: 'known' }
  if (now - what.at >= FRESH_MS) return { tell: false, why: 'old' }
  if (what.by === who.agent) return { tell: false, why: 'own' }
  const because = narrowest(what, who)
  if (because === null) return { tell: false, why: 'anothers' }
  if (RANK[rule] < RANK[because]) return { tell: false, why: 'rule' }
  return inView === true ? { tell: false, why: 'inView' } : { tell: true, because }
}

/** null: a line of somebody else's bell. */
function narrowest(what: Occasion, { agent, teams }: Hearer): Exclude<NotifyRule, 'none'> | null {
  if (what.kind !== 'message') return what.to === agent ? 'mentions' : null
  if (what.assignee === agent) return 'mine'
  const free = what.assignee === null && (what.team === null || teams.includes(what.team))
  return free ? 'unassigned' : 'all'
}
