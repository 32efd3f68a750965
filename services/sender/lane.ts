// One claimed message from its turn to its result: at most one call at a time, and only while the lease is ours. What LINE answered
// is written down for as long as the lease lasts; if that fails, the next sender finds a doubt, asks under the same key and learns it.
import type { Channel, Channels } from '../directory/channel.ts'
import type { Pool } from '../db/pool.ts'
import { channelOf } from '@madoguchi/contracts/ids'
import type { LineClients } from '../line/client.ts'
import type { Outcome } from '../line/outcome/send.ts'
import { push, reply } from '../line/send.ts'
import { backoff, sleep } from '../runtime/backoff.ts'
import { reach } from '../runtime/failpoint.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Claimed, Job } from './outbound/claim.ts'
import { afterPush, afterReply, type Conclusion } from './conclude.ts'
import type { Gate } from './gate.ts'
import { putBack, release, turnToPush } from './outbound/release.ts'
import { finish, type Unreported } from './outbound/ending.ts'
import type { Result } from './result.ts'

/** A call takes 10 s at most; with less left of the lease it is not begun. */
const CALL_NEEDS_MS = 12_000

type Deps = {
  pool: Pool
  channels: Channels
  clients: LineClients
  gate: Gate
  logger: Logger
  now: () => number
  /** Says results on the log; does not hold up the conversation. */
  say: (result: Unreported) => void
  /** Results may have been written that are not said yet. */
  sayAll: () => void
  /** It is tried again after so many ms. */
  again: (afterMs: number) => void
}

export function createLane({ pool, channels, clients, gate, logger, now, say, sayAll, again }: Deps) {
  async function run({ claimed, step, replyToken }: Job): Promise<void> {
    reach('sender.claimed')
    if (step.do === 'end') return end(claimed, step.result)
    if (step.do === 'wait') return back(claimed, step.ms)
    const channel = channels.get(channelOf(claimed.conversation))
    if (channel === undefined || claimed.body === null) return back(claimed, 0)
    if (replyToken !== null && !(await replied(claimed, channel, replyToken))) return
    if (claimed.leaseEnds - performance.now() < CALL_NEEDS_MS) return back(claimed, 0)
    const given = { ...claimed.body, to: step.to, retryKey: claimed.id }
    const outcome = await push(clients.for(channel), given)
    reach('sender.called')
    heard(channel, outcome, { counted: true })
    await conclude(claimed, afterPush(claimed, outcome))
  }

  /** True: nothing was sent, a push is to follow. */
  async function replied(claimed: Claimed, channel: Channel, replyToken: string): Promise<boolean> {
    const outcome = await reply(clients.for(channel), { ...claimed.body!, replyToken })
    reach('sender.replied')
    heard(channel, outcome, { counted: false })
    const conclusion = afterReply(claimed, outcome)
    if (conclusion.next !== 'push') await conclude(claimed, conclusion)
    return conclusion.next === 'push' && (await written(claimed, () => turnToPush(pool, claimed))) === true
  }

  async function conclude(claimed: Claimed, conclusion: Conclusion) {
    if (conclusion.next === 'end') return end(claimed, conclusion.result)
    if (conclusion.next !== 'again') throw new Error('a push does not turn into a push')
    const { afterMs, doubt, why } = conclusion
    const { id: message, conversation, tries } = claimed
    logger.warn({ message, conversation, tries, why, doubt }, 'not sent yet')
    if (await written(claimed, () => release(pool, claimed, { afterMs, doubt }))) sayAll()
    again(afterMs)
  }

  async function end(claimed: Claimed, result: Result) {
    const unreported = await written(claimed, () => finish(pool, claimed, result))
    reach('sender.written')
    if (unreported) say(unreported)
  }

  async function back(claimed: Claimed, afterMs: number) {
    if (await written(claimed, () => putBack(pool, claimed, afterMs))) sayAll()
    again(afterMs)
  }

  /** Undefined: it could not be written before the lease ended. */
  async function written<T>({ id: message, leaseEnds }: Claimed, write: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 0; performance.now() < leaseEnds; attempt += 1) {
      try {
        return await write()
      } catch (error) {
        logger.warn({ message, error: (error as Error).message }, 'outbound not written')
        await sleep(backoff(attempt))
      }
    }
    return undefined
  }

  /** The channel's banners follow what LINE says of its credentials and its quota; a reply, which is free, says nothing of the quota. */
  function heard({ id }: Channel, { is }: Outcome, { counted }: { counted: boolean }) {
    gate.heard(id, is)
    if (is === 'notSent' || is === 'doubt' || is === 'rateLimited') return
    channels.setPaused(id, is === 'token' ? 'token' : null).catch((error: Error) => {
      logger.warn({ channel: id, error: error.message }, 'pause not noted')
    })
    if (is === 'quota' || (is === 'accepted' && counted))
      channels.setQuotaEnded(id, is === 'quota' ? now() : null).catch((error: Error) => {
        logger.warn({ channel: id, error: error.message }, 'end of quota not noted')
      })
  }

  return { run }
}
