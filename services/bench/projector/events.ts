// Text messages as LINE sends them, of many people, as records of the log: dense offsets in each partition.
import { PARTITIONS, partitionOf, uuidv5 } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { v7 as uuidv7 } from 'uuid'
import type { Rec } from '../../log/log.ts'

const CHANNEL = 'bench'
const T0 = 1_760_000_000_000
const WORDS = 'ご注文の品はいつ届きますか？ よろしくお願いいたします。🙇'

/** Message number `n` of the run, by one of `people` persons in turn; about 600 bytes as LINE writes it. */
export function messageOf(n: number, people: number): Envelope {
  const userId = `U${String(n % people).padStart(32, '0')}`
  const id = `01J${String(n).padStart(23, '0')}`
  const timestamp = T0 + n * 10
  const data = {
    type: 'message',
    message: {
      type: 'text',
      id: String(500_000_000_000 + n),
      quoteToken: `q${uuidv5(id, 'quote')}`,
      text: `${n} ${WORDS}`,
    },
    webhookEventId: id,
    deliveryContext: { isRedelivery: false },
    timestamp,
    source: { type: 'user', userId },
    replyToken: uuidv5(id, 'reply').replaceAll('-', ''),
    mode: 'active',
    markAsReadToken: `${uuidv5(id, 'read')}${uuidv5(id, 'token')}`,
  }
  return { id, type: 'line.message', v: 1, key: `${CHANNEL}:${userId}`, at: timestamp, by: 'line', data }
}

/** A log in memory that goes on where it stopped. */
export function createStream(people: number) {
  const next = Array.from({ length: PARTITIONS }, () => 0)
  let n = 0
  return {
    /** The next so many records, by partition. */
    take(count: number): Map<number, Rec[]> {
      const parts = new Map<number, Rec[]>()
      for (let i = 0; i < count; i += 1) {
        const event = messageOf(n, people)
        n += 1
        const part = partitionOf(event.key)
        const records = parts.get(part) ?? []
        parts.set(part, records)
        records.push({ part, off: next[part]!, key: uuidv7(), loggedAt: event.at + 40, event })
        next[part]! += 1
      }
      return parts
    },
  }
}
