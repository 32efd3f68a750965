// conversation:assign, :status, :waive, :escalate and :return: load, decide, append, ack.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type {
  ConversationAssign,
  ConversationEscalate,
  ConversationReturn,
  ConversationSetStatus,
  ConversationWaive,
} from '@madoguchi/contracts/socket/desk'
import type { Actor } from '../../../directory/audit.ts'
import type { Appender } from '../append.ts'
import type { Decision } from '../decide/decision.ts'
import { decideAssign } from '../decide/desk/decideAssign.ts'
import { decideEscalate, decideReturn, decideWaive } from '../decide/desk/decideCase.ts'
import { decideStatus } from '../decide/desk/decideStatus.ts'
import type { Known, Wish } from '../decide/desk/known.ts'
import type { Doer } from '../decide/desk/staff.ts'
import { createDoers, type DoerDeps } from './doers.ts'
import type { Lately } from './lately.ts'
import { createOverrides, type Note } from './overrides.ts'

type Deps = DoerDeps & { directory: { note: Note }; lately: Lately; appender: Appender }

export function createConversations(deps: Deps) {
  const { lately, appender } = deps
  const doer = createDoers(deps)
  const overrides = createOverrides(deps.directory.note)

  async function act(decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    lately.placed(decision.append)
    const ack = await appender.append(decision.append)
    lately.decided(decision.append, ack)
    return ack
  }

  const decided =
    <W extends Wish>(decide: (wish: W, known: Known, by: Doer) => Decision) =>
    (actor: Actor, wish: W): Promise<Ack> =>
      lately.inTurn(wish.conversation, async () => {
        const known = await lately.load(wish.conversation, wish.id)
        const decision = decide(wish, known, doer(actor.by, wish.conversation))
        const ack = await act(decision)
        await overrides(actor, decision, ack)
        return ack
      })

  return {
    assign: decided<ConversationAssign>(decideAssign),
    status: decided<ConversationSetStatus>(decideStatus),
    waive: decided<ConversationWaive>(decideWaive),
    escalate: decided<ConversationEscalate>(decideEscalate),
    return: decided<ConversationReturn>(decideReturn),
  }
}
