// The one rule of the live view (pure): a row is applied when its rev is newer than the one held; the cursor moves from `from` to
// `next` only if `from` ≤ cursor; otherwise there is a gap and the caller follows again. A change of another projection version is
// dropped; the directory's changes carry version 0 and pass.
import { newer } from '@madoguchi/contracts/rev'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'

/**
 * What one screen area knows: rows by `keyOf`, and how far. A deleted row stays as a row of null, so that nothing older revives it; a
 * snapshot brings no such rows, so what a change tells from before it (`floor`: the snapshot's cursor) is stale and not taken.
 */
export type View = { v: number; cursor: Cursor; floor: Cursor; rows: Map<string, Row> }
export type Taken = { v: number; cursor: Cursor; rows: readonly Row[] }
export type Told = { v: number; part: number; from: number; next: number; rows: readonly Row[] }

/** Nouns share ids (a contact has its conversation's), so a row is known by both. */
export const keyOf = (row: Pick<Row, 'noun' | 'id'>): string => `${row.noun}/${row.id}`

export function createView({ v, cursor, rows }: Taken): View {
  const view: View = { v, cursor: { ...cursor }, floor: { ...cursor }, rows: new Map() }
  applyRows(view, rows)
  return view
}

/** `changed`: the rows that were newer. `gap`: something before this change was never told. */
export function receive(view: View, change: Told): { changed: Row[]; gap: boolean } {
  if (change.v !== view.v && change.v !== 0) return { changed: [], gap: false }
  const rows = change.rows.filter((row) => !isStale(view, row))
  return { changed: applyRows(view, rows), gap: !advance(view.cursor, change) }
}

/** The directory's rows come with a change of rights too, whatever their rev. */
const isStale = ({ floor }: View, { part, rev }: Row) => part >= 0 && rev < (floor[part] ?? 0)

export function applyRows(view: View, rows: readonly Row[]): Row[] {
  const changed = rows.filter((row) => {
    const key = keyOf(row)
    if (!newer(view.rows.get(key), row)) return false
    view.rows.set(key, row)
    return true
  })
  return changed
}

/** False = a gap. A partition that the view does not follow (the directory's, in an inbox) has no cursor here and no gaps. */
export function advance(cursor: Cursor, { part, from, next }: Pick<Told, 'part' | 'from' | 'next'>): boolean {
  const have = cursor[part]
  if (have === undefined && part < 0) return true
  if (from > (have ?? 0)) return false
  cursor[part] = Math.max(have ?? 0, next)
  return true
}

/**
 * A fresh snapshot takes the view's place. Another version replaces everything, whatever the revs; of the same version, rows that
 * were told while the snapshot was on its way (rev at or beyond its cursor) stay.
 */
export function replaceWith(view: View, taken: Taken): View {
  const fresh = createView(taken)
  if (fresh.v !== view.v) return fresh
  const later = [...view.rows.values()].filter((row) => row.rev >= (fresh.cursor[row.part] ?? 0))
  applyRows(fresh, later)
  return fresh
}
