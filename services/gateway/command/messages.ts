// message:send, :retry and :cancel: load, decide, append, ack. One after the other within a conversation, so that what an agent
// said first is asked for first. The stale guard (CM-26) knows the rows and what this process has said since: of two agents at one
// gateway who send in the same instant the second is refused. Two gateways know of each other's by the rows only, so for as long
// as the projector takes both may go; so may a repeat, at another gateway, of a send that no row shows yet be refused, and the row
// that then comes says that it went.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { MessageCancel, MessageRetry, MessageSend } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../db/pool.ts'
import type { Actor } from '../../directory/audit.ts'
import { useUploads } from '../http/upload/record.ts'
import type { Appender } from './append.ts'
import type { Decision } from './decide/decision.ts'
import { decideCancel } from './decide/decideCancel.ts'
import { decideRetry } from './decide/decideRetry.ts'
import { decideSend, NOTHING_MEANWHILE, type By, type Loaded, type Meanwhile } from './decide/decideSend.ts'
import type { JustSaid } from './decide/missed.ts'
import { createSenders, type SenderDeps } from './desk/doers.ts'
import type { Lately } from './desk/lately.ts'
import { createOverrides, type Note } from './desk/overrides.ts'
import { loadNewer } from './load.ts'
import { createRecent } from './recent.ts'

type Deps = SenderDeps & { directory: { note: Note }; pool: Pool; lately: Lately; appender: Appender }
type Wish = { conversation: string }

const REMEMBERED = 2_000

export function createMessages(deps: Deps) {
  const { pool, lately, appender, now } = deps
  /** What was said last, and what was asked for, and no row shows yet: of two agents sending in the same instant one is told of the other. */
  const lastSaid = createRecent<JustSaid>(REMEMBERED)
  const asked = createRecent<true>(REMEMBERED)
  const sender = createSenders(deps)
  const overrides = createOverrides(deps.directory.note)

  async function act({ conversation }: Wish, decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    await useUploads(pool, decision.append.data, now())
    const { id, type, at, by } = decision.append
    if (type === 'message.queued') {
      lately.placed(decision.append)
      lastSaid.set(conversation, { agent: by, at, event: id })
      asked.set(id, true)
    }
    return appender.append(decision.append)
  }

  async function meanwhile({ id, conversation, seen, anyway }: MessageSend): Promise<Meanwhile> {
    const repeated = asked.get(id) === true
    if (seen === undefined || anyway === true) return { ...NOTHING_MEANWHILE, repeated }
    const said = lastSaid.get(conversation) ?? null
    const { newer, saidShown } = await loadNewer(pool, { conversation, seen, said: said?.event ?? null })
    return { newer, justSaid: saidShown ? null : said, repeated }
  }

  const about = <W extends Wish & { message: string }>(
    agent: string,
    wish: W,
    decide: (wish: W, known: Loaded, by: By) => Decision,
  ): Promise<Ack> =>
    lately.inTurn(wish.conversation, async () => {
      const known = await lately.load(wish.conversation, wish.message)
      return act(wish, decide(wish, known, sender(agent, wish.conversation, known.conversation?.desk)))
    })

  return {
    send: (actor: Actor, wish: MessageSend): Promise<Ack> =>
      lately.inTurn(wish.conversation, async () => {
        const known = { ...(await meanwhile(wish)), ...(await lately.load(wish.conversation, wish.id)) }
        const decision = decideSend(wish, known, sender(actor.by, wish.conversation, known.conversation?.desk))
        const ack = await act(wish, decision)
        await overrides(actor, decision, ack)
        return ack
      }),
    retry: (agent: string, wish: MessageRetry) => about(agent, wish, decideRetry),
    cancel: (agent: string, wish: MessageCancel) => about(agent, wish, decideCancel),
  }
}
