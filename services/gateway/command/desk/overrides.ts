// Acting in a conversation that another agent has is noted in the audit (CO-5, AD-10): once for each command, and also when the log did
// not answer in time, since it may stand there all the same.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { Actor, Entry } from '../../../directory/audit.ts'
import type { Decision } from '../decide/decision.ts'
import { createRecent } from '../order/recent.ts'

export type Note = (actor: Actor, entry: Entry) => Promise<void>
export type Overrides = (actor: Actor, decision: Decision, ack: Ack) => Promise<void>

const REMEMBERED = 2_000

export function createOverrides(note: Note): Overrides {
  const noted = createRecent<true>(REMEMBERED)
  return async (actor, decision, ack) => {
    if (!('append' in decision) || decision.overrode === undefined) return
    if (!ack.ok && ack.code !== 'busy') return
    const { id, key, type } = decision.append
    if (noted.get(id)) return
    const detail = { assignee: decision.overrode, by: type, id }
    await note(actor, { what: 'conversation.overrode', subject: key, detail })
    noted.set(id, true)
  }
}
