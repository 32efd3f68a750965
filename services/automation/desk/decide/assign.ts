// Whose a conversation becomes by rule (pure): CO-6. Nobody is told of what the rule gives to who replied; who is given one by turns is.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { DeskRules } from '@madoguchi/contracts/row/deskRules'
import { assignedFact } from './facts.ts'
import type { Reply, Standing } from './standing.ts'

const MINUTE_MS = 60_000

/** To who replied first, unless somebody said after that reply that it is nobody's. */
export function toFirstReplier({ id, desk }: Standing, reply: Reply, now: number): Envelope | null {
  const { assignee, team, assignedAt } = desk
  if (assignee !== null || (assignedAt !== null && assignedAt >= reply.at)) return null
  return assignedFact({ id, now, assignedAt }, { assignee: reply.agent, team, how: 'rule', told: [] })
}

/** An agent at the console who may write in the channel. `open`: conversations of theirs that are not done. `givenAt`: ms, when the rule gave one last. */
export type Candidate = { agent: string; teams: string[]; open: number; givenAt: number }

/** By turns: who was given one longest ago, within the limit, of the conversation's team if it has one; null = it waits. */
export function byTurns(
  { id, desk }: Standing,
  candidates: Candidate[],
  rules: DeskRules,
  now: number,
): { fact: Envelope; agent: string } | null {
  const { assignee, team, assignedAt, needsReplySince } = desk
  if (assignee !== null || needsReplySince === null) return null
  const may = candidates.filter(
    ({ teams, open }) =>
      (team === null || teams.includes(team)) && (rules.autoAssignMax === 0 || open < rules.autoAssignMax),
  )
  const [next] = may.toSorted((a, b) => a.givenAt - b.givenAt || a.open - b.open || (a.agent < b.agent ? -1 : 1))
  if (next === undefined) return null
  const data = { assignee: next.agent, team, how: 'rule' as const, told: [next.agent] }
  return { fact: assignedFact({ id, now, assignedAt }, data), agent: next.agent }
}

/** Of an agent who does not work here any more, or who has been away too long while the customer waits. */
export function offeredBack(
  { id, desk }: Standing,
  { gone, awaySince }: { gone: boolean; awaySince: number | null },
  rules: DeskRules,
  now: number,
): Envelope | null {
  const { assignee, team, assignedAt, needsReplySince } = desk
  if (assignee === null) return null
  const limit = rules.awayMinutes * MINUTE_MS
  // Given while they were away already: the time counts from then.
  const since = awaySince === null ? null : Math.max(awaySince, assignedAt ?? 0)
  const late = limit > 0 && needsReplySince !== null && since !== null && now - since >= limit
  if (!gone && !late) return null
  return assignedFact({ id, now, assignedAt }, { assignee: null, team, how: 'handed', told: [] })
}
