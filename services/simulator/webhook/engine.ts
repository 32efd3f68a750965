import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Sign } from '../ledger/record.ts'
import { signingSecret } from '../world/channel.ts'
import type { Channel } from '../world/channel.ts'
import { createPoster } from './attempt.ts'
import { bodyFate, PADDING } from './chance.ts'
import type { BodyFate } from './chance.ts'
import { encodeBody, webhookHeaders } from './encode.ts'
import { asRedelivery, eventIdsOf } from './event.ts'
import type { LineEvent } from './event.ts'
import { createLane } from './lane.ts'
import type { Item, Lane } from './lane.ts'
import type { ReplyTokens } from './replyTokens.ts'
import { signBytes } from './sign.ts'
import type { Outcome } from './verdict.ts'

// From event to webhook: delay, batching, signature over exactly the bytes sent, verdict, redelivery. Order between
// bodies is not promised, as on LINE. What an attempt suffers is drawn from the seed and the event's ordinal, so it
// does not depend on how the network interleaves.
export type Engine = {
  enqueue(channel: Channel, event: LineEvent, options?: { delayMs?: number; copies?: number }): void
  /** Posts given bytes at once. */
  sendBytes(
    channel: Channel,
    bytes: Buffer,
    options: { sign: Sign; eventIds?: string[]; fault?: string; endpoint?: string },
  ): Promise<Outcome>
  /** events waiting, in flight or due for redelivery */
  pending(): number
  stop(): Promise<void>
}

/** LINE's own spacing is secret; these are ours, ms after the attempt before. */
export const REDELIVERY_AFTER = [5_000, 30_000, 120_000, 600_000]

type Deps = { clock: Clock; random: Random; ledger: Ledger; replyTokens: ReplyTokens }

export function createEngine({ clock, random, ledger, replyTokens }: Deps): Engine {
  const poster = createPoster()
  const lanes = new Map<string, Lane>()
  const lastBody = new Map<string, { bytes: Buffer; signature: string; eventIds: string[] }>()
  const running = new Set<Promise<unknown>>()
  let ordinal = 0
  let loose = 0

  const send = async (
    channel: Channel,
    bytes: Buffer,
    fate: BodyFate,
    facts: { eventIds: string[]; idless: number; attempt: number; endpoint?: string; signature?: string },
    dice: Random,
  ) => {
    const signature =
      facts.signature ?? signBytes(fate.sign === 'wrong' ? `${signingSecret(channel)}!` : signingSecret(channel), bytes)
    const headers = webhookHeaders(
      fate.sign === 'none' ? null : signature,
      channel.settings.encodings === 'varied' ? dice : null,
    )
    const outcome = await poster.post({
      endpoint: facts.endpoint ?? channel.webhook.endpoint!,
      headers,
      bytes,
      oddity: fate.oddity,
    })
    const { detail: _spoken, ...told } = outcome
    const { eventIds, idless, attempt } = facts
    ledger.delivery({
      at: clock.now(),
      channel: channel.id,
      attempt,
      eventIds,
      idless,
      sign: fate.sign,
      whole: fate.oddity !== 'truncated',
      ...told,
      ...(fate.fault === undefined ? {} : { fault: fate.fault }),
      bytes: bytes.length,
    })
    return { outcome, signature }
  }

  const extras = async (channel: Channel, dice: Random) => {
    const { emptyEvents, replayOld } = channel.settings.body
    const old = lastBody.get(channel.id)
    if (dice.chance(emptyEvents)) {
      const bytes = encodeBody({ destination: channel.botUserId, events: [] }, null)
      await send(
        channel,
        bytes,
        { sign: 'good', huge: false, fault: 'empty_events' },
        { eventIds: [], idless: 0, attempt: 1 },
        dice,
      )
    }
    if (old !== undefined && dice.chance(replayOld)) {
      await send(
        channel,
        old.bytes,
        { sign: 'good', huge: false, fault: 'replay_old' },
        { eventIds: old.eventIds, idless: 0, attempt: 1, signature: old.signature },
        dice,
      )
    }
  }

  const deliver = async (channel: Channel, items: Item[]) => {
    const first = items[0]!
    const dice = random.fork(`${first.n}/${first.attempt}`)
    const events = items.map((item) => item.event)
    for (const event of events) if (event.replyToken !== undefined) replyTokens.delivered(event.replyToken)
    const fate = bodyFate(channel.settings.body, dice)
    const body = { destination: channel.botUserId, events, ...(fate.huge ? { padding: PADDING } : {}) }
    const bytes = encodeBody(body, channel.settings.encodings === 'varied' ? dice : null)
    const eventIds = eventIdsOf(events)
    const { outcome, signature } = await send(
      channel,
      bytes,
      fate,
      { eventIds, idless: events.length - eventIds.length, attempt: first.attempt },
      dice,
    )
    if (fate.sign === 'good') lastBody.set(channel.id, { bytes, signature, eventIds })
    if (outcome.verdict !== 'ok' && channel.webhook.redelivery) items.forEach((item) => again(channel, item))
    await extras(channel, dice)
  }

  const laneOf = (channel: Channel): Lane => {
    let lane = lanes.get(channel.id)
    if (lane === undefined)
      lanes.set(channel.id, (lane = createLane({ channel, clock, deliver: (items) => track(deliver(channel, items)) })))
    return lane
  }
  const again = (channel: Channel, item: Item) => {
    const wait = REDELIVERY_AFTER[item.attempt - 1]
    if (wait !== undefined)
      laneOf(channel).add({
        ...item,
        attempt: item.attempt + 1,
        event: asRedelivery(item.event),
        dueAt: clock.now() + wait,
      })
  }
  const track = <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    void work.finally(() => running.delete(work)).catch(() => undefined)
    return work
  }

  return {
    enqueue(channel, event, { delayMs, copies = 1 } = {}) {
      if (channel.webhook.endpoint === null || !channel.webhook.active) return
      const n = ordinal++
      const lane = laneOf(channel)
      const [min, max] = channel.settings.delayMs
      const wait = delayMs ?? (lane.pending() > 50 ? 0 : random.fork(`delay/${n}`).between(min, max))
      for (let copy = 0; copy < copies; copy++)
        lane.add({ n, event, attempt: 1, alone: copy > 0, dueAt: clock.now() + wait })
    },
    async sendBytes(channel, bytes, { sign, eventIds = [], fault = 'injected', endpoint }) {
      const target = endpoint ?? channel.webhook.endpoint
      if (target === null) return { verdict: 'could_not_connect', latencyMs: 0, detail: 'no webhook endpoint is set' }
      loose++
      try {
        const fate: BodyFate = { sign, huge: false, fault }
        const sent = await track(
          send(
            channel,
            bytes,
            fate,
            { eventIds, idless: 0, attempt: 1, endpoint: target },
            random.fork(`bytes/${ordinal++}`),
          ),
        )
        return sent.outcome
      } finally {
        loose--
      }
    },
    pending: () => loose + [...lanes.values()].reduce((sum, lane) => sum + lane.pending(), 0),
    async stop() {
      for (const lane of lanes.values()) lane.stop()
      await poster.stop()
      await Promise.allSettled(running)
    },
  }
}
