import { shortened } from '../ids.ts'
import { clean } from './clean.ts'
import type { Envelope } from './envelope.ts'

/** An envelope as columns and indexes can hold it: names without U+0000, an id of bounded length, a whole time. `data` stays as it came. */
export function storable(event: Envelope, loggedAt: number): Envelope {
  const { id, type, key, by, at, cause } = event
  return {
    ...event,
    id: shortened(clean(id)),
    type: clean(type),
    key: clean(key),
    by: clean(by),
    at: Number.isSafeInteger(at) ? at : loggedAt,
    ...(cause === undefined ? {} : { cause: shortened(clean(cause)) }),
  }
}
