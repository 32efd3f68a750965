// PURE: what a fact of the desk says in one sentence (TL-52): a key under `desk.said` and its values, put into words on the reader's screen.
import type { DeskBody } from './kind.ts'

/** `name`: who did it. `agent`, `team`: names by id. `when`: a moment in words. `list`: several in a row. `field`: what a field is called. */
export type Told = {
  name: string
  agent: (id: string) => string
  team: (id: string) => string
  when: (at: number) => string
  list: (names: string[]) => string
  field: (name: string) => string
}
/** `text`: words of a person that belong to it. */
export type Sentence = { key: string; values: Record<string, unknown>; text: string | null }

const sentence = (key: string, values: Record<string, unknown>, text: string | null = null): Sentence => ({
  key,
  values,
  text,
})

export function sentenceOf(body: DeskBody, { name, agent, team, when, list, field }: Told): Sentence {
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
    case 'tagged':
      return ofTags(body, { name, list })
    case 'contactEdited':
      return sentence('contactEdited', { name, fields: list(body.fields.map(field)) })
  }
}

type Assigned = Extract<DeskBody, { kind: 'assigned' }>
function ofAssigned(
  { assignee, team: to, how }: Assigned,
  { name, agent, team }: Pick<Told, 'name' | 'agent' | 'team'>,
): Sentence {
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

type Tagged = Extract<DeskBody, { kind: 'tagged' }>
function ofTags({ added, removed }: Tagged, { name, list }: Pick<Told, 'name' | 'list'>): Sentence {
  if (removed.length === 0) return sentence('tagsAdded', { name, added: list(added), n: added.length })
  if (added.length === 0) return sentence('tagsRemoved', { name, removed: list(removed), n: removed.length })
  return sentence('tagsChanged', { name, added: list(added), removed: list(removed) })
}
