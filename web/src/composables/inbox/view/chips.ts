// PURE: what narrows a view, one chip for each thing that can be taken away.
import type { ListFilter } from '@madoguchi/contracts/row/listFilter'
import { plain } from '../address.ts'

export const CHIPS = ['status', 'assignee', 'team', 'friend', 'kind', 'tags', 'inbound', 'sort'] as const
export type ChipName = (typeof CHIPS)[number]

export function chipsOf(filter: ListFilter): ChipName[] {
  const { from, to, ...named } = plain(filter)
  return CHIPS.filter((chip) =>
    chip === 'inbound' ? from !== undefined || to !== undefined : named[chip] !== undefined,
  )
}

export function without(filter: ListFilter, chip: ChipName): ListFilter {
  const gone = chip === 'inbound' ? { from: undefined, to: undefined } : { [chip]: undefined }
  return plain({ ...filter, ...gone })
}

/** The order is not what hides a conversation. */
export const narrows = (filter: ListFilter): boolean => chipsOf(filter).some((chip) => chip !== 'sort')
