import type { Random } from '../../random.ts'
import type { LineEvent } from './lineEvent.ts'
import type { WebhookSettings } from '../settings.ts'

/** What befalls one event before it leaves: its content, how often it comes, how late. */
export type Mishap = {
  event: LineEvent
  copies: number
  delay: { delayMs?: number }
  later?: { delayMs: number } | undefined
}

type Change = (event: LineEvent) => LineEvent

const changes: Record<keyof WebhookSettings['event'], Change> = {
  missingUserId: (event) => ({ ...event, ...(event.source ? { source: without(event.source, 'userId') } : {}) }),
  missingSource: (event) => without(event, 'source'),
  standby: (event) => ({ ...without(event, 'replyToken'), mode: 'standby' }),
  unknownEvent: (event) => ({ ...without(event, 'message'), type: 'hologram', hologram: { depth: 3 } }),
  unknownMessage: (event) =>
    withMessage(event, (message) => ({ id: message.id, type: 'scent', notes: ['yuzu', 'cedar'] })),
  unknownSource: (event) => ({
    ...event,
    source: { ...event.source, type: 'thread', threadId: 'T0000000000000000000000000000000f' },
  }),
  unknownSticker: (event) =>
    withMessage(event, (message) =>
      message.type === 'sticker' ? { ...message, stickerResourceType: 'HOLOGRAPHIC' } : message,
    ),
  extraProperty: (event) => ({
    ...event,
    extra: { nested: [1, null, 'x'] },
    ...(event.message ? { message: { ...event.message, mood: 'calm' } } : {}),
  }),
  wrongOffsets: (event) =>
    withMessage(event, (message) =>
      message.type === 'text' ? { ...message, ...wrongOffsets(String(message.text)) } : message,
    ),
}

function without<T extends Record<string, unknown>>(object: T, key: string): T {
  const { [key]: _gone, ...rest } = object
  return rest as T
}

const withMessage = (
  event: LineEvent,
  change: (message: Record<string, unknown>) => Record<string, unknown>,
): LineEvent => (event.message === undefined ? event : { ...event, message: change(event.message) })

/** One emoji past the end, one negative, one that overlaps, one mention far too long. */
function wrongOffsets(text: string) {
  const emoji = (index: number, length: number) => ({
    index,
    length,
    productId: '5ac1bfd5040ab15980c9b435',
    emojiId: '001',
  })
  return {
    emojis: [emoji(text.length + 2, 6), emoji(-1, 2), emoji(0, 2), emoji(1, 3)],
    mention: { mentionees: [{ index: Math.max(0, text.length - 1), length: 999, type: 'all' }] },
  }
}

/** PURE. Fixed order of draws: a new kind of fault goes to the end, or old seeds change their meaning. */
export function mishap(event: LineEvent, settings: WebhookSettings, random: Random): Mishap {
  let changed = event
  for (const [kind, change] of Object.entries(changes)) {
    if (random.chance(settings.event[kind as keyof typeof changes])) changed = change(changed)
  }
  const { duplicate, duplicateAtOnce, hold, holdMs, overtake } = settings.timing
  const copies = random.chance(duplicateAtOnce) ? 2 : 1
  const later = random.chance(duplicate) ? { delayMs: random.between(...holdMs) } : undefined
  if (random.chance(hold)) return { event: changed, copies, delay: { delayMs: random.between(...holdMs) }, later }
  const overtakes = (event.type === 'unsend' || event.type === 'messageEdited') && random.chance(overtake)
  return { event: changed, copies, delay: overtakes ? { delayMs: 0 } : {}, later }
}
