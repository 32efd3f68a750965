// contact:edit and contact:tag: load, decide, append, ack. One after the other within a conversation, and what was accepted here a moment
// ago counts before its row shows it. What two gateways accept at once is decided by the log: the first stands, and the row keeps the
// other beside it until its writer is asked.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { ContactEdit, ContactTag } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../../db/pool.ts'
import type { Appender } from '../append.ts'
import { decideEdit } from '../decide/contact/decideEdit.ts'
import { decideTag } from '../decide/contact/decideTag.ts'
import { loadContact } from '../load.ts'
import { createTurns } from '../order/turn.ts'
import { createAccepted } from './accepted.ts'

type Deps = { pool: Pool; appender: Appender; now: () => number }

export function createContactEdits({ pool, appender, now }: Deps) {
  const inTurn = createTurns()
  const accepted = createAccepted()

  return {
    edit: (agent: string, wish: ContactEdit): Promise<Ack> =>
      inTurn(wish.conversation, async () => {
        const { conversation, contact, rev } = await loadContact(pool, wish.conversation)
        const row = { rev, values: contact?.own ?? {}, stamps: contact?.fieldRevs ?? {} }
        const standing = accepted.over(wish.conversation, row)
        const late = contact?.fieldRevs ?? {}
        const decision = decideEdit(wish, { conversation, standing, late }, { agent, now: now() })
        if ('ok' in decision) return decision
        if ('done' in decision) return { ok: true }
        const ack = await appender.append(decision.append)
        if (ack.ok && ack.at !== undefined)
          accepted.keep(wish.conversation, decision.change, { rev: ack.at.off, by: agent, at: decision.append.at })
        return ack
      }),

    async tag(agent: string, wish: ContactTag): Promise<Ack> {
      const { conversation } = await loadContact(pool, wish.conversation)
      const decision = decideTag(wish, conversation, { agent, now: now() })
      if ('ok' in decision) return decision
      return 'done' in decision ? { ok: true } : appender.append(decision.append)
    },
  }
}
