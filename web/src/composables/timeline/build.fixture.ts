// Timeline items in a word, for tests.
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import type { TimelineItem } from './item.ts'

let n = 0

export function item(at: number, more: Partial<MessageRow> = {}, id = `m${n++}`): TimelineItem {
  const body: Body = more.body ?? { kind: 'text', text: 'hello' }
  return {
    id,
    channel: 'c',
    conversation: 'c:U1',
    direction: 'inbound',
    at,
    event: id,
    place: n,
    by: { kind: 'contact', userId: 'U1' },
    body,
    preview: { kind: body.kind },
    countable: true,
    activity: true,
    ...more,
  }
}

export const byAgent = (id: string): Partial<MessageRow> => ({
  direction: 'outbound',
  by: { kind: 'agent', id },
  body: { kind: 'sent', messages: [{ type: 'text', text: 'hi' }] },
})
