// Webhooks as LINE sends them, signed.
import { createHmac } from 'node:crypto'
import { messageOf } from '../projector/events.ts'

export type Signed = { body: string; signature: string }
type Wish = { from: number; count: number; events: number; people: number; secret: string; destination: string }

/** `count` bodies of so many events each, of messages that begin at number `from`. */
export function bodiesOf({ from, count, events, people, secret, destination }: Wish): Signed[] {
  return Array.from({ length: count }, (_, i) => {
    const said = Array.from({ length: events }, (_, k) => messageOf(from + i * events + k, people).data)
    const body = JSON.stringify({ destination, events: said })
    return { body, signature: createHmac('sha256', secret).update(body).digest('base64') }
  })
}
