// PURE: what a fact of the desk says in one sentence (TL-52): a key under `desk.said` and its values, put into words on the reader's screen.
import type { DeskBody } from './kind.ts'

/** `name`: who did it. `agent`, `team`: names by id. `when`: a moment in words. */
export type Told = {
  name: string
  agent: (id: string) => string
  team: (id: string) => string
  when: (at: number) => string
}
/** `text`: words of a person that belong to it. */
export type Sentence = { key: string; values: Record<string, unknown>; text: string | null }

const sentence = (key: string, values: Record<string, unknown>, text: string | null = null): Sentence => ({
  key,
  values,
  text,
})

export function sentenceOf(body: DeskBody, { name, agent, team, when }: Told): Sentence {
  switch (body.kind) {
    case 'assigned':
      return ofAssigned(body, { name, agent, team })
    case 'status':
      return ofStatus(body, { name, when })
    case 'reopened':
      return sentence(body.fresh ? 'caseBegan' : 'reopened', { n: body.case })
    case 'replyWaived':
      return sentence('replyWaived', { name })
    case 'escalated':
      return sentence('escalated', { name }, body.text)
    case 'returned':
      return sentence('returned', { name }, body.text)
  }
}

type Assigned = Extract<DeskBody, { kind: 'assigned' }>
function ofAssigned({ assignee, team: to, how }: Assigned, { name, agent, team }: Omit<Told, 'when'>): Sentence {
  const values = {
    name,
    ...(assignee !== null && { to: agent(assignee) }),
    ...(to !== null && { team: team(to) }),
  }
  if (how === 'taken' && assignee !== null) return sentence('taken', values)
  if (assignee === null && to === null)
    return sentence(how === 'rule' || how === 'handed' ? 'offeredBack' : 'unassigned', values)
  const whom = assignee === null ? 'Team' : to === null ? 'Agent' : 'Both'
  if (how === 'rule') return sentence(`ruled${whom}`, values)
  return sentence(`${how === 'handed' ? 'handed' : 'given'}${whom}`, values)
}

type Status = Extract<DeskBody, { kind: 'status' }>
function ofStatus({ status, until, rule }: Status, { name, when }: Pick<Told, 'name' | 'when'>): Sentence {
  if (rule === 'snoozeEnded' || rule === 'replied' || rule === 'idle') return sentence(rule, {})
  if (status !== 'snoozed') return sentence(status, { name })
  return until === undefined ? sentence('snoozed', { name }) : sentence('snoozedUntil', { name, until: when(until) })
}
