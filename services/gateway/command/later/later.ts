// message:schedule, :release, :settle and :delete: load, decide, append, ack. One after the other within a conversation; what two
// gateways say at once is decided by the log, since each event names what it is based on. What cannot be seen any more from the row, a
// deletion, and a person's word for LINE's are noted in the audit.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { MessageDelete, MessageRelease, MessageSchedule, MessageSettle } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../../db/pool.ts'
import type { Actor } from '../../../directory/audit.ts'
import { useUploads } from '../../http/upload/record.ts'
import type { Appender } from '../append.ts'
import { decideDelete, decideSettle } from '../decide/decideOutcome.ts'
import { decideRelease } from '../decide/decideRelease.ts'
import { decideSchedule } from '../decide/decideSchedule.ts'
import type { By, Loaded } from '../decide/decideSend.ts'
import type { Decision } from '../decide/decision.ts'
import { createSenders, type SenderDeps } from '../desk/doers.ts'
import type { Lately } from '../desk/lately.ts'
import { createOverrides, type Note } from '../desk/overrides.ts'

type Deps = SenderDeps & { directory: { note: Note }; pool: Pool; lately: Lately; appender: Appender }
type Wish = { conversation: string; message: string }

export function createLater(deps: Deps) {
  const { pool, lately, directory, appender, now } = deps
  const sender = createSenders(deps)
  const overrides = createOverrides(directory.note)

  async function act(decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    await useUploads(pool, decision.append.data, now())
    return appender.append(decision.append)
  }

  const decided = <W extends Wish>(actor: Actor, wish: W, decide: (wish: W, known: Loaded, by: By) => Decision) =>
    lately.inTurn(wish.conversation, async () => {
      const known = await lately.load(wish.conversation, wish.message)
      const decision = decide(wish, known, sender(actor.by, wish.conversation, known.conversation?.desk))
      const ack = await act(decision)
      await overrides(actor, decision, ack)
      return ack
    })

  async function noted(actor: Actor, what: string, wish: Wish, ask: Promise<Ack>): Promise<Ack> {
    const ack = await ask
    if (ack.ok) await directory.note(actor, { what, subject: wish.message })
    return ack
  }

  return {
    schedule: (actor: Actor, wish: MessageSchedule) => decided(actor, wish, decideSchedule),
    release: (actor: Actor, wish: MessageRelease) => decided(actor, wish, decideRelease),
    settle: (actor: Actor, wish: MessageSettle) =>
      noted(actor, `message.settled.${wish.as}`, wish, decided(actor, wish, decideSettle)),
    delete: (actor: Actor, wish: MessageDelete) =>
      noted(actor, 'message.deleted', wish, decided(actor, wish, decideDelete)),
  }
}
