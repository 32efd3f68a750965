// PURE: the keys in force: the table's, with what this agent has changed over it.
import type { Preferences } from '@madoguchi/contracts/http/session'
import { COMMAND_IDS, commandOf, type CommandId } from './table.ts'

export type KeyChoice = Preferences['keys']
export const NOTHING_CHANGED: KeyChoice = { on: true, map: {} }

/** '' = none. */
export const keysOf = (id: CommandId, { map }: KeyChoice): string => map[id] ?? commandOf(id).keys

/** A combination with Mod is no single key: switching those off leaves it. */
const isSingle = (keys: string): boolean => !keys.startsWith('Mod+')

/** Commands by their keys. `there`: whether a page of that name exists. Of two with the same keys the table's first has them. */
export function inForce(choice: KeyChoice, there: (page: string) => boolean): Map<string, CommandId> {
  const bound = new Map<string, CommandId>()
  for (const id of COMMAND_IDS) {
    const [keys, { page }] = [keysOf(id, choice), commandOf(id)]
    if (keys === '' || bound.has(keys) || (!choice.on && isSingle(keys))) continue
    if (page === undefined || there(page)) bound.set(keys, id)
  }
  return bound
}
