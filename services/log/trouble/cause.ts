// PURE: why the log does not take an event, as one word for a metric, a line and /ready.

type Told = { type?: unknown; code?: unknown; name?: string; cause?: unknown }

/** Kafka's own name of the error, else SQLSTATE or the system's code, else the name of the library's error: few words in all. */
export function causeOf(error: unknown): string {
  const chain: Told[] = []
  for (let one = error as Told | undefined; one && chain.length < 8; one = one.cause as Told | undefined)
    chain.push(one)
  const first = (of: (one: Told) => unknown) => chain.map(of).find((word) => typeof word === 'string')
  return String(first((one) => one.type) ?? first((one) => one.code) ?? chain.at(-1)?.name ?? 'unknown')
}

/** The broker takes no batch of this size; the events in it may still pass one by one. */
export const isTooLarge = (cause: string): boolean => cause === 'MESSAGE_TOO_LARGE' || cause === 'RECORD_LIST_TOO_LARGE'

const MEANINGS: Record<string, string> = {
  NOT_ENOUGH_REPLICAS: 'fewer brokers hold the topic than min.insync.replicas asks for',
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: 'fewer brokers hold the topic than min.insync.replicas asks for',
  MESSAGE_TOO_LARGE: 'max.message.bytes of the topic is too small',
  RECORD_LIST_TOO_LARGE: 'segment.bytes of the topic is too small',
  TOPIC_AUTHORIZATION_FAILED: 'this user may not write to the topic',
  CLUSTER_AUTHORIZATION_FAILED: 'this user may not write to the cluster',
  UNKNOWN_TOPIC_OR_PARTITION: 'the topic is not there',
  '25006': 'the database is read-only',
  '53100': 'the disk of the database is full',
  '42501': 'this user may not write to the log',
}

/** For a person: the word, and what it means if that is known. */
export const explained = (cause: string): string => (MEANINGS[cause] ? `${cause} (${MEANINGS[cause]})` : cause)
