// Who asks: what decisions are told beside the rows, as the directory has it at this moment.
import { channelOf } from '@madoguchi/contracts/ids'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'
import type { By } from '../decide/decideSend.ts'
import { FREE, lockOf } from '../decide/desk/lock.ts'
import type { Colleague, Doer, Staff } from '../decide/desk/staff.ts'

type Channels = { get(id: string): { state: 'active' | 'archived'; desk: DeskRules } | undefined }
type Agents = { get(id: string): Pick<Colleague, 'active' | 'rights'> | undefined }
export type SenderDeps = { channels: Channels; directory: { agents: Agents }; now: () => number }
export type DoerDeps = {
  channels: Channels
  directory: { agents: { get: Staff['agent']; all: Staff['all'] }; teams: { get: Staff['team'] } }
  now: () => number
}

/** For what goes to the customer. `desk`: as it stands; none = there is no such conversation. */
export function createSenders({ channels, directory: { agents }, now }: SenderDeps) {
  return (agent: string, conversation: string, desk: Desk | undefined): By => {
    const id = channelOf(conversation)
    const channel = channels.get(id)
    const isSupervisor = allows(agents.get(agent)?.rights ?? {}, id, 'supervisor')
    const rule = (channel?.desk ?? DESK_RULES).lock
    const isActive = (one: string) => agents.get(one)?.active === true
    const lock = desk === undefined ? FREE : lockOf(desk, { agent, isSupervisor, rule, isActive })
    return { agent, now: now(), channelActive: channel?.state === 'active', lock }
  }
}

/** For the work on a conversation. */
export function createDoers({ channels, directory: { agents, teams }, now }: DoerDeps) {
  const staff: Staff = {
    agent: (id) => agents.get(id),
    all: () => agents.all(),
    team: (id) => teams.get(id),
  }
  return (agent: string, conversation: string): Doer => {
    const channel = channelOf(conversation)
    const isSupervisor = allows(agents.get(agent)?.rights ?? {}, channel, 'supervisor')
    return { agent, now: now(), isSupervisor, rules: channels.get(channel)?.desk ?? DESK_RULES, staff }
  }
}
