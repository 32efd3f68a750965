// A desk in a word: who is there, whose the conversation is, what was decided a moment ago.
import type { Rights, Role } from '@madoguchi/contracts/row/agent'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import type { RowOf } from '@madoguchi/contracts/row/row'
import { conversationAt, messageAt } from '../../../rows.fixture.ts'
import type { Known } from './known.ts'
import type { Colleague, Doer, Staff } from './staff.ts'

export const NOW = 10_000_000_000
export const CONVERSATION = 'c:U1'

const person = (id: string, role: Role | null, teams: string[] = [], active = true): Colleague => {
  const rights: Rights = role === null ? {} : { c: [role] }
  return { id, active, rights, teams }
}

/** mika, ken and rin are agents, ken and rin of the team `night`; gone was switched off, vera may only read, hana works elsewhere. */
const PEOPLE = [
  person('mika', 'agent'),
  person('ken', 'agent', ['night']),
  person('rin', 'agent', ['night']),
  person('boss', 'supervisor'),
  person('vera', 'viewer', ['night']),
  person('gone', 'agent', ['night'], false),
  person('hana', null, ['night']),
]
const TEAMS: Record<string, { active: boolean }> = { night: { active: true }, old: { active: false } }

export const STAFF: Staff = {
  agent: (id) => PEOPLE.find((one) => one.id === id),
  all: () => PEOPLE,
  team: (id) => TEAMS[id],
}

export const doer = (agent: string, lock: 'soft' | 'hard' = 'soft'): Doer => ({
  agent,
  now: NOW,
  isSupervisor: agent === 'boss',
  rules: { ...DESK_RULES, lock },
  staff: STAFF,
})

export const deskOf = (more: Partial<Desk> = {}): Desk => ({ ...NEW_DESK, status: 'open', case: 1, ...more })

export const known = (desk: Partial<Desk> = {}, more: Partial<Known> = {}): Known => ({
  conversation: conversationAt(CONVERSATION, 5, { desk: deskOf(desk) }).row as ConversationRow,
  message: null,
  newestAt: null,
  unseen: [],
  ...more,
})

/** The pill that an event of this id became. */
export const pill = (id: string, agent = 'mika', conversation = CONVERSATION): RowOf<'message'> =>
  messageAt(
    conversation,
    7,
    { direction: 'system', by: { kind: 'agent', id: agent }, body: { kind: 'replyWaived' } },
    id,
  ) as RowOf<'message'>
