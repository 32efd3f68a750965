// A Kafka record as readers know it.
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { KafkaMessage } from 'kafkajs'
import { validate } from 'uuid'
import type { Rec } from '../log.ts'
import { decode, type Headers } from '../wire.ts'

/** `event: null` = a tombstone. Never throws, whoever wrote it. */
export function recordOf(part: number, message: KafkaMessage): Rec {
  const off = Number(message.offset)
  const key = keyOf(message.key)
  const loggedAt = Number(message.timestamp)
  const { value } = message
  const headers: Headers = message.headers ?? {}
  return {
    part,
    off,
    key,
    loggedAt,
    event: value === null ? null : decode({ key, loggedAt, headers, value: value.toString() }),
  }
}

/** Ours are UUIDs, and checkpoints hold nothing else: a stranger's key becomes one, always the same. */
function keyOf(key: Buffer | null): string {
  const text = key?.toString() ?? ''
  return validate(text) ? text : uuidv5('foreign key', text)
}
