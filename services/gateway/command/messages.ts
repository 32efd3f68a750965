// message:send, :retry and :cancel: load, decide, append, ack. One after the other within a conversation, so that what an agent
// said first is asked for first. The stale guard (CM-26) knows the rows and what this process has said since: of two agents at one
// gateway who send in the same instant the second is refused. Two gateways know of each other's by the rows only, so for as long
// as the projector takes both may go; so may a repeat, at another gateway, of a send that no row shows yet be refused, and the row
// that then comes says that it went.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { MessageCancel, MessageRetry, MessageSend } from '@madoguchi/contracts/socket/up'
import { channelOf } from '@madoguchi/contracts/ids'
import type { Pool } from '../../db/pool.ts'
import type { Channels } from '../../directory/channel.ts'
import { useUploads } from '../http/upload/record.ts'
import type { Appender } from './append.ts'
import type { Decision } from './decide/decision.ts'
import { decideCancel } from './decide/decideCancel.ts'
import { decideRetry } from './decide/decideRetry.ts'
import { decideSend, NOTHING_MEANWHILE, type By, type Loaded, type Meanwhile } from './decide/decideSend.ts'
import type { JustSaid } from './decide/missed.ts'
import { loadMessage, loadNewer } from './load.ts'
import { createRecent } from './recent.ts'
import { createTurns } from './turn.ts'

type Deps = { pool: Pool; channels: Channels; appender: Appender; now: () => number }
type Wish = { conversation: string }

const REMEMBERED = 2_000

export function createMessages({ pool, channels, appender, now }: Deps) {
  /** Times given here that no row shows yet: two sends within a millisecond keep their order. */
  const lastAt = createRecent<number>(REMEMBERED)
  /** What was said last, and what was asked for, likewise: of two agents sending in the same instant one is told of the other. */
  const lastSaid = createRecent<JustSaid>(REMEMBERED)
  const asked = createRecent<true>(REMEMBERED)
  const inTurn = createTurns()

  const byOf = (agent: string, conversation: string): By => {
    const channelActive = channels.get(channelOf(conversation))?.state === 'active'
    return { agent, now: now(), channelActive }
  }

  async function act({ conversation }: Wish, decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    await useUploads(pool, decision.append.data, now())
    const { id, type, at, by } = decision.append
    if (type === 'message.queued') {
      lastAt.set(conversation, at)
      lastSaid.set(conversation, { agent: by, at, event: id })
      asked.set(id, true)
    }
    return appender.append(decision.append)
  }

  async function loaded(conversation: string, message: string): Promise<Loaded> {
    const found = await loadMessage(pool, conversation, message)
    const given = lastAt.get(conversation)
    return given === undefined ? found : { ...found, newestAt: Math.max(given, found.newestAt ?? -1) }
  }

  async function meanwhile({ id, conversation, seen, anyway }: MessageSend): Promise<Meanwhile> {
    if (seen === undefined || anyway === true) return NOTHING_MEANWHILE
    const said = lastSaid.get(conversation) ?? null
    const { newer, saidShown } = await loadNewer(pool, { conversation, seen, said: said?.event ?? null })
    return { newer, justSaid: saidShown ? null : said, repeated: asked.get(id) === true }
  }

  return {
    send: (agent: string, wish: MessageSend) =>
      inTurn(wish.conversation, async () => {
        const known = { ...(await meanwhile(wish)), ...(await loaded(wish.conversation, wish.id)) }
        return act(wish, decideSend(wish, known, byOf(agent, wish.conversation)))
      }),
    retry: (agent: string, wish: MessageRetry) =>
      inTurn(wish.conversation, async () =>
        act(wish, decideRetry(wish, await loaded(wish.conversation, wish.message), byOf(agent, wish.conversation))),
      ),
    cancel: (agent: string, wish: MessageCancel) =>
      inTurn(wish.conversation, async () =>
        act(wish, decideCancel(wish, await loaded(wish.conversation, wish.message), byOf(agent, wish.conversation))),
      ),
  }
}
