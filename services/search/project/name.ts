// What people and groups are called: at LINE, by us, and by tags. A failure to ask LINE keeps the last known name (WH-8).
import { alike } from '@madoguchi/contracts/merge'
import { OWN_MAX } from '@madoguchi/contracts/row/contact'
import { tagged } from '@madoguchi/contracts/row/tag'
import { fold } from '@madoguchi/contracts/search/fold'
import type { Placed } from './placed.ts'
import type { NameRow } from './row.ts'
import { clean } from '@madoguchi/contracts/event/clean'
import { listOf, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'

/** LINE's names have 20 characters; whatever is longer is no name somebody looks for to its end. */
const LONGEST = 200

type ProjectName = (placed: Placed, before: NameRow) => Partial<NameRow> | undefined

const profiled: ProjectName = ({ event: { type, data } }) => {
  const given = recordOf(data)
  if (given.found !== true) return undefined
  const name = type === 'contact.profiled' ? recordOf(given.profile).name : given.name
  return { line: fold(clean(textOf(name) ?? '').slice(0, LONGEST)) }
}

/** The first on the log stands; one that had not seen it waits elsewhere (CO-20). A group has no name of ours. */
const called: ProjectName = ({ event: { key, data }, off }, { own }) => {
  const { change, based } = recordOf(data)
  const given = textOf(recordOf(change).name)
  if (given === undefined || /:[CR?]/.test(key)) return undefined
  const value = clean(given).slice(0, OWN_MAX.name)
  const late = own !== null && own.rev > (numberOf(recordOf(based).name) ?? -1)
  return late && value !== own.value ? undefined : { own: { value, rev: off } }
}

const retagged: ProjectName = ({ event: { data } }, { tags }) => {
  const { add, remove } = recordOf(data)
  const names = (list: unknown) =>
    listOf(list)
      .flatMap((one) => textOf(one) ?? [])
      .map(clean)
  return { tags: tagged(tags, { add: names(add), remove: names(remove) }) }
}

const NAMES: Record<string, ProjectName> = {
  'contact.profiled': profiled,
  'conversation.profiled': profiled,
  'contact.edited': called,
  'contact.tagged': retagged,
}

/** undefined: it is called as before. */
export function projectName(placed: Placed, held: NameRow | undefined): NameRow | undefined {
  const { conversation, id } = placed.subject
  const before: NameRow = held ?? { noun: 'name', conversation, id, line: '', own: null, tags: [] }
  const change = NAMES[placed.event.type]?.(placed, before)
  const row = { ...before, ...change }
  return change === undefined || alike(row, before) ? undefined : row
}
