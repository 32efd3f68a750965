import type { Clock } from '../clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Sign } from '../ledger/record.ts'
import type { Random } from '../random.ts'
import type { Channel } from '../world/channel.ts'
import { createDeliver } from './deliver.ts'
import { createDispatch } from './dispatch.ts'
import type { Bodies } from './dispatch.ts'
import { asRedelivery } from './event/lineEvent.ts'
import type { LineEvent } from './event/lineEvent.ts'
import { createLane } from './lane.ts'
import type { Item, Lane } from './lane.ts'
import type { ReplyTokens } from './replyTokens.ts'
import { createPoster } from './wire/attempt.ts'
import type { Outcome } from './wire/verdict.ts'

// From event to webhook: delay, batching, signature over exactly the bytes sent, verdict, redelivery. Order between
// bodies is not promised, as on LINE.
export type Engine = {
  /** Does nothing while the channel has no active endpoint. */
  enqueue(channel: Channel, event: LineEvent, options?: { delayMs?: number; copies?: number }): void
  /** Posts given bytes at once. */
  sendBytes(channel: Channel, bytes: Buffer, options: BytesOptions): Promise<Outcome>
  /** events waiting, in flight or due for redelivery */
  pending(): number
  stop(): Promise<void>
}

export type BytesOptions = { sign: Sign; eventIds?: string[]; idless?: number; fault?: string; endpoint?: string }

/** LINE's own spacing is secret; these are ours, ms after the attempt before. */
export const REDELIVERY_AFTER = [5_000, 30_000, 120_000, 600_000]

/** So many waiting events are load: then nothing is delayed. */
const LOAD = 50

type Deps = { clock: Clock; random: Random; ledger: Ledger; replyTokens: ReplyTokens; bodies: Bodies }

export function createEngine({ clock, random, ledger, replyTokens, bodies }: Deps): Engine {
  const poster = createPoster()
  const dispatch = createDispatch({ clock, ledger, poster, bodies })
  const deliver = createDeliver({ random, dispatch, replyTokens })
  const lanes = new Map<string, Lane>()
  const running = new Set<Promise<unknown>>()
  let ordinal = 0

  const track = <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    const forget = () => running.delete(work)
    work.then(forget, forget)
    return work
  }
  const deliverAll = async (channel: Channel, items: Item[]) => {
    const delivered = await deliver(channel, items)
    if (!delivered && channel.webhook.redelivery) for (const item of items) again(channel, item)
  }
  const laneOf = (channel: Channel): Lane => {
    let lane = lanes.get(channel.id)
    if (lane === undefined) {
      lane = createLane({ channel, clock, deliver: (items) => track(deliverAll(channel, items)) })
      lanes.set(channel.id, lane)
    }
    return lane
  }
  const again = (channel: Channel, item: Item) => {
    const wait = REDELIVERY_AFTER[item.attempt - 1]
    if (wait === undefined) return
    const event = asRedelivery(item.event)
    laneOf(channel).add({ ...item, attempt: item.attempt + 1, event, dueAt: clock.now() + wait })
  }
  return {
    enqueue(channel, event, { delayMs, copies = 1 } = {}) {
      if (channel.webhook.endpoint === null || !channel.webhook.active) return
      const n = ordinal++
      const lane = laneOf(channel)
      const usual = () => (lane.pending() > LOAD ? 0 : random.fork(`delay/${n}`).between(...channel.settings.delayMs))
      const dueAt = clock.now() + (delayMs ?? usual())
      for (let copy = 0; copy < copies; copy++) lane.add({ n, event, attempt: 1, alone: copy > 0, dueAt })
    },
    async sendBytes(channel, bytes, { sign, eventIds = [], idless = 0, fault = 'injected', endpoint }) {
      const target = endpoint ?? channel.webhook.endpoint
      if (target === null) return { verdict: 'could_not_connect', latencyMs: 0, detail: 'no webhook endpoint is set' }
      const parcel = { bytes, fate: { sign, huge: false, fault }, eventIds, idless, attempt: 1, endpoint: target }
      return (await track(dispatch(channel, parcel, random.fork(`bytes/${ordinal++}`)))).outcome
    },
    // Bodies posted by hand are counted among the running ones, queued events by their lanes.
    pending: () => running.size + [...lanes.values()].reduce((sum, lane) => sum + lane.pending(), 0),
    async stop() {
      for (const lane of lanes.values()) lane.stop()
      await poster.stop()
      await Promise.allSettled(running)
    },
  }
}
