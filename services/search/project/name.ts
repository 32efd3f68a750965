// What people and groups are called at LINE. A failure to ask keeps the last known name (WH-8).
import { fold } from '@madoguchi/contracts/search/fold'
import type { Placed } from './placed.ts'
import type { NameRow } from './row.ts'
import { recordOf, textOf } from './value.ts'

/** LINE's names have 20 characters; whatever is longer is no name somebody looks for to its end. */
const LONGEST = 200

export function profiled({ event, subject }: Placed, held: NameRow | undefined): NameRow | undefined {
  const data = recordOf(event.data)
  if (data.found !== true) return undefined
  const name = event.type === 'contact.profiled' ? recordOf(data.profile).name : data.name
  const folded = fold((textOf(name) ?? '').slice(0, LONGEST))
  if (folded === (held?.folded ?? '')) return undefined
  const { conversation, id } = subject
  return { noun: 'name', conversation, id, folded }
}
