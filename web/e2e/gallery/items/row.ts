// A row of the gallery's conversation in a word.
import type { Media } from '@madoguchi/contracts/row/body/media'
import type { Body, Delivery, DeliveryState, MessageRow } from '@madoguchi/contracts/row/message'
import { sentPreview } from '@madoguchi/contracts/row/preview'
import { previewOf } from '../../../../services/projector/project/message/preview.ts'

export type Shown = MessageRow & { id: string }

export const START = Date.UTC(2026, 10, 24, 1, 0)
export const MINUTE = 60_000
const CHANNEL = 'shop'
const CONVERSATION = 'shop:U1'

let n = 0
export function row(body: Body, more: Partial<MessageRow> = {}, id = `${CHANNEL}:${n + 1}`): Shown {
  n += 1
  const isSent = body.kind === 'sent'
  return {
    id,
    channel: CHANNEL,
    conversation: CONVERSATION,
    direction: isSent ? 'outbound' : 'inbound',
    at: START + n * MINUTE,
    event: `e${n}`,
    place: n,
    by: isSent ? { kind: 'agent', id: 'mika' } : { kind: 'contact', userId: 'U1' },
    body,
    preview: isSent ? sentPreview(body.messages) : previewOf(body),
    countable: !isSent,
    activity: true,
    ...(isSent && { delivery: delivery('sent') }),
    ...more,
  }
}
export const pill = (body: Body) => row(body, { direction: 'system', by: { kind: 'contact', userId: 'U1' } })

export function delivery(state: DeliveryState, more: Partial<Delivery> = {}): Delivery {
  const at = START + n * MINUTE
  return {
    state,
    notificationDisabled: false,
    askedAt: at,
    ask: 'a',
    stateAt: at,
    ...(state === 'sent' && { via: 'push' }),
    ...more,
  }
}

export const stored = (type: string, preview = false, bytes = 240_000): Media => ({
  state: 'stored',
  type,
  bytes,
  preview,
})
/** One object of ours. */
export const sent = (message: object, more: Partial<MessageRow> = {}) =>
  row({ kind: 'sent', messages: [message] } as Body, more, `sent${n}`)
