// message:send, :retry and :cancel: load, decide, append, ack. One after the other within a conversation, so that what an agent
// said first is asked for first.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { MessageCancel, MessageRetry, MessageSend } from '@madoguchi/contracts/socket/up'
import { channelOf } from '@madoguchi/contracts/ids'
import type { Pool } from '../../db/pool.ts'
import type { Channels } from '../../directory/channel.ts'
import type { Appender } from './append.ts'
import type { Decision } from './decide/decision.ts'
import { decideCancel } from './decide/decideCancel.ts'
import { decideRetry } from './decide/decideRetry.ts'
import { decideSend, type By, type Loaded } from './decide/decideSend.ts'
import { loadMessage } from './load.ts'
import { createRecent } from './recent.ts'

type Deps = { pool: Pool; channels: Channels; appender: Appender; now: () => number }
type Wish = { conversation: string }

const REMEMBERED = 2_000

export function createMessages({ pool, channels, appender, now }: Deps) {
  /** Times given here that no row shows yet: two sends within a millisecond keep their order. */
  const lastAt = createRecent<number>(REMEMBERED)
  const queues = new Map<string, Promise<unknown>>()

  function inTurn<T>(conversation: string, run: () => Promise<T>): Promise<T> {
    const done = (queues.get(conversation) ?? Promise.resolve()).then(run, run)
    queues.set(conversation, done)
    const forget = () => queues.get(conversation) === done && queues.delete(conversation)
    done.then(forget, forget)
    return done
  }

  const byOf = (agent: string, conversation: string): By => {
    const channelActive = channels.get(channelOf(conversation))?.state === 'active'
    return { agent, now: now(), channelActive }
  }

  async function act({ conversation }: Wish, decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    if (decision.append.type === 'message.queued') lastAt.set(conversation, decision.append.at)
    return appender.append(decision.append)
  }

  async function loaded(conversation: string, message: string): Promise<Loaded> {
    const found = await loadMessage(pool, conversation, message)
    const given = lastAt.get(conversation)
    return given === undefined ? found : { ...found, newestAt: Math.max(given, found.newestAt ?? -1) }
  }

  return {
    send: (agent: string, wish: MessageSend) =>
      inTurn(wish.conversation, async () =>
        act(wish, decideSend(wish, await loaded(wish.conversation, wish.id), byOf(agent, wish.conversation))),
      ),
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
