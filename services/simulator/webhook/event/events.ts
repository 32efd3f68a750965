import type { Clock } from '../../clock.ts'
import type { Ids } from '../../ids.ts'
import type { Random } from '../../random.ts'
import type { Channel } from '../../world/channel.ts'
import type { Source } from '../../world/chats.ts'
import type { Person } from '../../world/person.ts'
import type { Engine } from '../engine.ts'
import type { LineEvent } from './lineEvent.ts'
import { mishap } from './mishap.ts'
import type { ReplyTokens } from '../replyTokens.ts'

export type EventDraft = {
  type: string
  /** false for events that carry no reply token */
  reply: boolean
  /** the event's own properties */
  own?: Record<string, unknown>
  /** when it happened, ms; default now */
  at?: number
  /** left out entirely on a failed account link and on channel-level events */
  source?: Source
  person?: Person
  /** ms to dispatch instead of the channel's usual delay */
  delayMs?: number
}

/** Makes events that look like LINE's and hands them to the engine. `raise` returns the webhookEventId. */
export type Events = { raise(channel: Channel, draft: EventDraft): string }

function sourceObject(source: Source, person: Person | undefined): Record<string, unknown> {
  const userId = person?.consent === true ? person.id : undefined
  if (source.type === 'user') return { type: 'user', ...(userId === undefined ? {} : { userId }) }
  return { type: source.type, [`${source.type}Id`]: source.id, ...(userId === undefined ? {} : { userId }) }
}

export function createEvents({
  clock,
  ids,
  random,
  engine,
  replyTokens,
}: {
  clock: Clock
  ids: Ids
  random: Random
  engine: Engine
  replyTokens: ReplyTokens
}): Events {
  let ordinal = 0
  return {
    raise(channel, { type, reply, own = {}, at = clock.now(), source, person, delayMs }) {
      const webhookEventId = ids.event(at)
      const event: LineEvent = {
        type,
        ...own,
        webhookEventId,
        deliveryContext: { isRedelivery: false },
        timestamp: at,
        ...(source === undefined ? {} : { source: sourceObject(source, person) }),
        mode: 'active',
      }
      if (reply && source !== undefined) {
        event.replyToken = ids.replyToken()
        replyTokens.issue(event.replyToken, { channelId: channel.id, source, eventAt: at })
      }
      const fate = mishap(event, channel.settings, random.fork(`event/${ordinal++}`))
      engine.enqueue(channel, fate.event, {
        copies: fate.copies,
        ...(delayMs === undefined ? fate.delay : { delayMs }),
      })
      if (fate.later) engine.enqueue(channel, fate.event, fate.later)
      return webhookEventId
    },
  }
}
