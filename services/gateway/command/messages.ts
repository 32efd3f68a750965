// message:send, :retry and :cancel: load, decide, append, ack. One after the other within a conversation, so that what an agent
// said first is asked for first. The stale guard (CM-26) knows the rows and what was said last through any gateway: of two agents
// who send in the same instant, wherever they are, the second is refused. A repeat, at another gateway, of a send that no row shows
// yet and after which more was said may be refused, and the row that then comes says that it went.
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
import { createSenders, type SenderDeps } from './desk/doers.ts'
import type { Lately } from './desk/lately.ts'
import { createOverrides, type Note } from './desk/overrides.ts'
import { loadNewer } from './load.ts'
import { createRecent } from './order/recent.ts'
import { takeWord } from './order/said.ts'

type Deps = SenderDeps & { directory: { note: Note }; pool: Pool; lately: Lately; appender: Appender }
type Wish = { conversation: string }

const REMEMBERED = 2_000

export function createMessages(deps: Deps) {
  const { pool, lately, appender, now } = deps
  /** And no row shows it yet. */
  const asked = createRecent<true>(REMEMBERED)
  const sender = createSenders(deps)
  const overrides = createOverrides(deps.directory.note)

  async function act(decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    await useUploads(pool, decision.append.data, now())
    const { id, type } = decision.append
    if (type === 'message.queued') {
      lately.placed(decision.append)
      asked.set(id, true)
    }
    return appender.append(decision.append)
  }

  async function done(actor: Actor, decision: Decision): Promise<Ack> {
    const ack = await act(decision)
    await overrides(actor, decision, ack)
    return ack
  }

  /** `last`: the event that is known to be the last; undefined = it was not asked for, and makes no difference. */
  async function meanwhile({
    id,
    conversation,
    seen,
    anyway,
  }: MessageSend): Promise<Meanwhile & { last?: string | null }> {
    const repeated = asked.get(id) === true
    if (seen === undefined || anyway === true) return { ...NOTHING_MEANWHILE, repeated }
    const { newer, last } = await loadNewer(pool, { conversation, seen })
    const justSaid = last?.unshown === true ? last : null
    return { newer, justSaid, repeated: repeated || last?.event === id, last: last?.event ?? null }
  }

  async function decided({ by }: Actor, wish: MessageSend): Promise<Decision> {
    for (;;) {
      const { last, ...since } = await meanwhile(wish)
      const known = { ...since, ...(await lately.load(wish.conversation, wish.id)) }
      const decision = decideSend(wish, known, sender(by, wish.conversation, known.conversation?.desk))
      if (!('append' in decision) || (await takeWord(pool, decision.append, last))) return decision
    }
  }

  const about = <W extends Wish & { message: string }>(
    actor: Actor,
    wish: W,
    decide: (wish: W, known: Loaded, by: By) => Decision,
  ): Promise<Ack> =>
    lately.inTurn(wish.conversation, async () => {
      const known = await lately.load(wish.conversation, wish.message)
      return done(actor, decide(wish, known, sender(actor.by, wish.conversation, known.conversation?.desk)))
    })

  return {
    send: (actor: Actor, wish: MessageSend): Promise<Ack> =>
      lately.inTurn(wish.conversation, async () => done(actor, await decided(actor, wish))),
    retry: (actor: Actor, wish: MessageRetry) => about(actor, wish, decideRetry),
    cancel: (actor: Actor, wish: MessageCancel) => about(actor, wish, decideCancel),
  }
}
