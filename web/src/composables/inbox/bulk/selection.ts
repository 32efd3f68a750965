// PURE: which rows are selected. One is the anchor: from it a range reaches to wherever one goes with Shift.

/** `base`: what was selected before the range, so that a shorter range gives back what it took. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | null; base: ReadonlySet<string> }
export const NONE: Selection = { ids: new Set(), anchor: null, base: new Set() }

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next.size === 0 ? NONE : { ids: next, anchor: id, base: next }
}

/** `from`: where a range begins when nothing was selected before. */
export function extended(
  { anchor, base }: Selection,
  id: string,
  order: readonly string[],
  from: string | null,
): Selection {
  const begin = anchor !== null && order.includes(anchor) ? anchor : (from ?? id)
  const [i, j] = [order.indexOf(begin), order.indexOf(id)]
  if (i < 0 || j < 0) return { ids: new Set([...base, id]), anchor: id, base }
  return { ids: new Set([...base, ...order.slice(Math.min(i, j), Math.max(i, j) + 1)]), anchor: begin, base }
}

/** Rows that are no longer drawn are not acted on unseen. */
export function pruned(selection: Selection, order: readonly string[]): Selection {
  const drawn = new Set(order)
  const keep = (all: ReadonlySet<string>) => new Set([...all].filter((id) => drawn.has(id)))
  const ids = keep(selection.ids)
  if (ids.size === selection.ids.size) return selection
  return ids.size === 0 ? NONE : { ...selection, ids, base: keep(selection.base) }
}
