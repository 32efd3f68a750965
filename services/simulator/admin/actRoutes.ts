import { textOr } from '../text.ts'
import { act } from '../people/act/act.ts'
import type { ActInput } from '../people/act/scene.ts'
import { sourceTypeOf } from '../world/chats.ts'
import { eventIdsOf } from '../webhook/event/lineEvent.ts'
import type { LineEvent } from '../webhook/event/lineEvent.ts'
import type { Sign } from '../ledger/record.ts'
import { wrong } from './admin.ts'
import type { AdminRoute } from './admin.ts'

const acting: AdminRoute['handle'] = ({ platform, body }) => {
  const result = act(platform, body as ActInput)
  return 'refused' in result ? wrong(result.refused, 409) : { json: result }
}

const SIGNS = ['good', 'wrong', 'none']

/** {channel, event | body | bytes (base64), sign?}: a body or bytes go out at once and their verdict is answered. */
const inject: AdminRoute['handle'] = async ({ platform, body }) => {
  const channel = platform.world.channels.get(String(body.channel))
  if (channel === undefined) return wrong('no such channel', 404)
  const sign = (body.sign ?? 'good') as Sign
  if (!SIGNS.includes(sign)) return wrong(`sign must be one of ${SIGNS.join(', ')}`)
  const { event, bytes } = body
  const whole = (
    event === undefined
      ? body.body
      : { destination: channel.botUserId, events: [completed(event as LineEvent, platform.ids, platform.clock.now())] }
  ) as { events?: LineEvent[] } | undefined
  if (bytes === undefined && whole === undefined) return wrong('event, body or bytes is needed')
  const payload = bytes === undefined ? Buffer.from(JSON.stringify(whole)) : Buffer.from(textOr(bytes), 'base64')
  const events = Array.isArray(whole?.events) ? whole.events : []
  const eventIds = eventIdsOf(events)
  const outcome = await platform.engine.sendBytes(channel, payload, {
    sign,
    eventIds,
    idless: events.length - eventIds.length,
  })
  return { json: { webhookEventIds: eventIds, ...outcome } }
}

/** Common fields are filled in where an event lacks them; give null to leave one out. */
function completed(event: LineEvent, ids: { event(at: number): string }, now: number): LineEvent {
  const full: Record<string, unknown> = {
    mode: 'active',
    webhookEventId: ids.event(now),
    deliveryContext: { isRedelivery: false },
    ...event,
    timestamp: event.timestamp ?? now,
  }
  return Object.fromEntries(Object.entries(full).filter(([, value]) => value !== null)) as LineEvent
}

/** What a phone shows: ?channel=&source=, newest last. */
const chat: AdminRoute['handle'] = ({ platform, query }) => {
  const id = query.get('source') ?? ''
  if (!platform.world.channels.has(query.get('channel') ?? '')) return wrong('no such channel', 404)
  return { json: platform.chats.of(query.get('channel')!, { type: sourceTypeOf(id), id }) }
}

/** A picture or file that somebody sent, for the phone that shows it. */
const content: AdminRoute['handle'] = ({ platform, params }) =>
  platform.contents.get(params.id!) ?? wrong('not found', 404)

export const actRoutes: AdminRoute[] = [
  { method: 'GET', path: '/_sim/content/{id}', handle: content },
  { method: 'POST', path: '/_sim/act', handle: acting },
  { method: 'POST', path: '/_sim/inject', handle: inject },
  { method: 'GET', path: '/_sim/chat', handle: chat },
]
