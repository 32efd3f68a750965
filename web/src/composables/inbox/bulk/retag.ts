// PURE: tags of many rows at once (LP-12), and the way back for each: what was there before, or was not, stays as it is.
import { tagged } from '@madoguchi/contracts/row/tag'

export type Retag = { add: readonly string[]; remove: readonly string[] }

/** What takes the change back; null: it changes nothing here. */
export function retagBack(tags: readonly string[], change: Retag): Retag | null {
  const after = tagged(tags, change)
  const [gone, come] = [tagged(tags, { add: [], remove: after }), tagged(after, { add: [], remove: tags })]
  return gone.length + come.length === 0 ? null : { add: gone, remove: come }
}

/** Tags of any of them, in the order of their keys, with how many bear each. */
export function tagsOver(rows: readonly (readonly string[])[]): { name: string; n: number }[] {
  const bearing = (name: string) =>
    rows.filter((tags) => tagged(tags, { add: [], remove: [name] }).length < tags.length)
  return tagged([], { add: rows.flat(), remove: [] }).map((name) => ({ name, n: bearing(name).length }))
}
