// An event as it goes over the wire, before encoding. Absent values are omitted, never null.
export type LineEvent = {
  type: string
  timestamp: number
  mode?: 'active' | 'standby'
  source?: Record<string, unknown>
  webhookEventId?: string
  deliveryContext?: { isRedelivery: boolean }
  replyToken?: string
  message?: Record<string, unknown>
  [own: string]: unknown
}

export const eventIdsOf = (events: readonly LineEvent[]): string[] =>
  events.flatMap((event) => (typeof event.webhookEventId === 'string' ? [event.webhookEventId] : []))

export const asRedelivery = (event: LineEvent): LineEvent => ({
  ...event,
  deliveryContext: { ...event.deliveryContext, isRedelivery: true },
})
