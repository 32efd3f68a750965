// What is new on the log and concerns search: each event with the row it speaks of, as the database can hold it.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { shortened } from '@madoguchi/contracts/ids'
import type { Delivery } from '../log/reading/sharedCommit.ts'
import type { Placed } from './project/placed.ts'
import { subjectOf } from './project/subject.ts'
import { clean } from './project/value.ts'

/** `off`: the record's offset; `place`: where the event stood first, which differs for a redriven one. `key`: the record's own. */
export type Due = Placed & { part: number; place: number; key: string; loggedAt: number }

/** An operator's wish to try a dead letter again. */
export type Redrive = Omit<Due, 'subject'> & { letter: number }

export function dueOf(fresh: Delivery[]): (Due | Redrive)[] {
  return fresh.flatMap(({ part, records }) =>
    records.flatMap(({ off, key, loggedAt, event: written }): (Due | Redrive)[] => {
      if (written === null) return []
      const event = storable(written, loggedAt)
      const one = { event, at: event.at, part, off, place: off, key, loggedAt }
      if (event.type === 'event.redriven') return redriveOf(one)
      const subject = subjectOf(event)
      return subject === null ? [] : [{ ...one, subject }]
    }),
  )
}

function redriveOf(one: Omit<Due, 'subject'>): Redrive[] {
  const { part, off } = (one.event.data ?? {}) as { part?: unknown; off?: unknown }
  return part === one.part && Number.isSafeInteger(off) ? [{ ...one, letter: off as number }] : []
}

/** As the screen's rows have it: names without U+0000, an id of bounded length, a whole time. `data` stays as it came. */
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
