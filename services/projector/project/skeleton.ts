// What a skeleton lists: the events that are erased, and what is left of each.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageRedacted } from '@madoguchi/contracts/event/redacted'
import type { Placed } from './placed.ts'
import { listOf, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'

export type Listed = MessageRedacted['events'][number]

/** Asked before anything is projected: what is no list of events is none. */
export const listedIn = ({ type, data }: Envelope): Listed[] =>
  type === 'message.redacted' ? (listOf(recordOf(data).events).filter(isListed) as Listed[]) : []

function isListed(value: unknown): boolean {
  const { id, type, key, at, off } = recordOf(value)
  const names = [id, type, key].every((one) => textOf(one) !== undefined)
  return names && numberOf(at) !== undefined && numberOf(off) !== undefined
}

/** An erased event of LINE's as far as anything but its message is made of it. */
export function heardAs({ id, type, at, off, facts = {} }: Listed, { event, ...placed }: Placed): Placed {
  const { mode, ...source } = facts
  const data = { ...(mode === undefined ? {} : { mode }), source }
  return { ...placed, place: off, event: { id, type, v: 1, key: event.key, at, by: 'line', data } }
}
