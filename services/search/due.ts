// What is new on the log and concerns search: each event with the row it speaks of, as the database can hold it.
import type { Delivery } from '../log/reading/sharedCommit.ts'
import type { Placed } from './project/placed.ts'
import { subjectOf } from './project/subject.ts'
import { storable } from '@madoguchi/contracts/event/storable'

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
