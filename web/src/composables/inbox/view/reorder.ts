// PURE: one view a place up or down, as those whose number has to change for it. Numbers may have been alike.
import type { SavedView } from '@madoguchi/contracts/row/savedView'

/** Only what `may` be changed moves, past those of the same kind: a shared one keeps its place among all. */
export function reordered(list: readonly SavedView[], id: string, by: 1 | -1): SavedView[] {
  const from = list.findIndex((view) => view.id === id)
  const to = from + by
  if (from < 0 || list[to] === undefined) return []
  const next = [...list]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
    .map((view, order) => ({ ...view, order }))
    .filter((view) => view.order !== list.find(({ id }) => id === view.id)!.order)
}
