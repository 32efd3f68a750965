import type { Random } from '../random.ts'
import type { Channel } from '../world/channel.ts'
import type { Dispatch } from './dispatch.ts'
import { eventIdsOf } from './event/lineEvent.ts'
import type { LineEvent } from './event/lineEvent.ts'
import type { Item } from './lane.ts'
import type { ReplyTokens } from './replyTokens.ts'
import { bodyFate, PADDING } from './wire/bodyFate.ts'
import { encodeBody } from './wire/encode.ts'

/** Sends items as one body, and whatever extra bodies the channel's settings ask for. True when answered 2xx in time. */
export type Deliver = (channel: Channel, items: Item[]) => Promise<boolean>

type Old = { bytes: Buffer; signature: string; eventIds: string[] }

export function createDeliver({
  random,
  dispatch,
  replyTokens,
}: {
  random: Random
  dispatch: Dispatch
  replyTokens: ReplyTokens
}): Deliver {
  const lastBody = new Map<string, Old>()

  const sendExtras = async (channel: Channel, dice: Random) => {
    const { emptyEvents, replayOld } = channel.settings.body
    const old = lastBody.get(channel.id)
    if (dice.chance(emptyEvents)) {
      const bytes = encodeBody({ destination: channel.botUserId, events: [] }, null)
      const fate = { sign: 'good' as const, huge: false, fault: 'empty_events' }
      await dispatch(channel, { bytes, fate, eventIds: [], idless: 0, attempt: 1 }, dice)
    }
    if (old !== undefined && dice.chance(replayOld)) {
      const fate = { sign: 'good' as const, huge: false, fault: 'replay_old' }
      await dispatch(channel, { ...old, fate, idless: 0, attempt: 1 }, dice)
    }
  }

  return async (channel, items) => {
    const first = items[0]!
    // Drawn by the event's ordinal and attempt, so the network's interleaving does not change the dice.
    const dice = random.fork(`${first.n}/${first.attempt}`)
    const events = items.map((item) => item.event)
    noteDelivered(events, replyTokens)
    const fate = bodyFate(channel.settings.body, dice)
    const body = { destination: channel.botUserId, events, ...(fate.huge ? { padding: PADDING } : {}) }
    const bytes = encodeBody(body, channel.settings.encodings === 'varied' ? dice : null)
    const eventIds = eventIdsOf(events)
    const parcel = { bytes, fate, eventIds, idless: events.length - eventIds.length, attempt: first.attempt }
    const { outcome, signature } = await dispatch(channel, parcel, dice)
    if (fate.sign === 'good') lastBody.set(channel.id, { bytes, signature, eventIds })
    await sendExtras(channel, dice)
    return outcome.verdict === 'ok'
  }
}

function noteDelivered(events: LineEvent[], replyTokens: ReplyTokens): void {
  for (const event of events) if (event.replyToken !== undefined) replyTokens.delivered(event.replyToken)
}
