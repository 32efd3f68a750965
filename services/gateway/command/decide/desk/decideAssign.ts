// conversation:assign → conversation.assigned, or why not (pure; CO-4, CO-5). An agent takes what is nobody's, gives away their own or
// their team's, and under the soft rule takes over from a colleague in one click; a supervisor assigns anybody. Of two who take in
// the same instant the second is told whose it is, since nobody could have shown it to them.
import type { ConversationAssigned } from '@madoguchi/contracts/event/conversation'
import { channelOf } from '@madoguchi/contracts/ids'
import type { Desk } from '@madoguchi/contracts/row/desk'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { ConversationAssign } from '@madoguchi/contracts/socket/desk'
import { refuse, type Decision } from '../decision.ts'
import { answered, deskLock, fact, type Known } from './known.ts'
import { isOf, membersOf, whyNot, type Doer } from './staff.ts'
import { justAssignedBy } from './standing.ts'

export function decideAssign(wish: ConversationAssign, known: Known, by: Doer): Decision {
  const before = answered(wish, known, by.agent)
  if (before !== null) return before
  if (known.conversation === null) return refuse('not_found')
  const { desk } = known.conversation
  const { assignee, team } = wish
  if (assignee === desk.assignee && team === desk.team) return { done: null }
  const no = whyNobody(wish, desk, by) ?? whyStale(desk, known, by) ?? whyOthers(wish, desk, by)
  if (no !== null) return no
  const { holder } = deskLock(desk, by)
  const how = assignee === by.agent ? ('taken' as const) : ('given' as const)
  const data: ConversationAssigned = { assignee, team, how, told: toldOf(wish, desk, by) }
  const append = fact(wish, known, by, { type: 'conversation.assigned', data })
  return { append, ...(holder !== null && holder !== assignee && { overrode: holder }) }
}

/** What stays as it is need not be right any more: an agent or a team may have been switched off since. */
function whyNobody({ conversation, assignee, team }: ConversationAssign, desk: Desk, { staff }: Doer): Refusal | null {
  if (assignee !== null && assignee !== desk.assignee) {
    const why = whyNot(staff.agent(assignee), channelOf(conversation), 'agent')
    if (why !== null) return refuse('invalid', { field: 'assignee', why })
  }
  if (team === null || team === desk.team) return null
  const found = staff.team(team)
  if (found?.active === true) return null
  return refuse('invalid', { field: 'team', why: found === undefined ? 'unknown' : 'inactive' })
}

function whyStale({ assignee }: Desk, { unseen }: Known, { agent }: Doer): Refusal | null {
  const just = justAssignedBy(unseen)
  return just === null || just === agent ? null : refuse('stale', { field: 'assignee', why: assignee ?? just })
}

function whyOthers({ assignee }: ConversationAssign, desk: Desk, by: Doer): Refusal | null {
  const { holder, hard } = deskLock(desk, by)
  if (holder === null || by.isSupervisor) return null
  if (hard) return refuse('locked', { why: holder })
  const gives = assignee !== null && isOf(by.staff, by.agent, desk.team)
  return assignee === by.agent || gives ? null : refuse('forbidden', { field: 'assignee', why: 'supervisor' })
}

/** Whose it became by somebody else's hand; where nobody is named, the team. */
function toldOf({ conversation, assignee, team }: ConversationAssign, desk: Desk, { agent, staff }: Doer): string[] {
  if (assignee !== null) return assignee === agent || assignee === desk.assignee ? [] : [assignee]
  if (team === null) return []
  return membersOf(staff, team, channelOf(conversation)).filter((id) => id !== agent)
}
