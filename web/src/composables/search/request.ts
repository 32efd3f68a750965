// PURE: a search as the gateway is asked for it.
import { beginOf, endOf } from '../inbox/view/days.ts'
import type { SearchAsk } from './address.ts'

type Where = { channel: string; conversation: string | null; zone: string }

/** The gateway's `to` is the first moment after the last day. */
export function requestOf(ask: SearchAsk, { channel, conversation, zone }: Where): string {
  const from = beginOf(ask.from ?? '', zone)
  const to = endOf(ask.to ?? '', zone)
  const params = new URLSearchParams({
    q: ask.q,
    ...(ask.scope === 'channel' && { channel }),
    ...(ask.scope === 'conversation' && conversation !== null && { conversation }),
    ...(ask.sender !== undefined && { sender: ask.sender }),
    ...(ask.kind !== undefined && { kind: ask.kind }),
    ...(from !== undefined && { from: String(from) }),
    ...(to !== undefined && { to: String(to + 1) }),
  })
  return `/api/search?${params}`
}
