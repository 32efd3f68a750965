// PURE: several people at one record, field by field (CO-20). What only one of them changed merges; a field that somebody else changed
// since is refused with the other's value, and waits for a word: "Keep mine" or "Take theirs". The same rule for a contact, a template
// and a channel's settings, where they are decided and where they are written.
import { Type, type Static } from 'typebox'

/** Which change of its record set a field last, by whom and when, ms. A field that nobody set has none. */
export const Stamp = Type.Object({ rev: Type.Integer(), by: Type.String(), at: Type.Number() })
export type Stamp = Static<typeof Stamp>

/** By field, the rev up to which its writer had seen it; a field that is not named was seen by nobody. */
export const Based = Type.Record(Type.String({ maxLength: 60 }), Type.Integer())
export type Based = Static<typeof Based>

/** A field changed meanwhile: the other's value, name and time. */
export const Clash = Type.Object({
  field: Type.String(),
  value: Type.Unknown(),
  rev: Type.Integer(),
  by: Type.String(),
  at: Type.Number(),
})
export type Clash = Static<typeof Clash>

/** A record as it stands. */
export type Standing = { values: Readonly<Record<string, unknown>>; stamps: Readonly<Record<string, Stamp>> }

export const alike = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** Names sorted: rows come from jsonb, which has an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** `news`: what is left to be done, when nothing clashes. The value that stands already is nobody's loss, whoever set it. */
export function judge<C extends object>(
  { change, based }: { change: C; based: Based },
  { values, stamps }: Standing,
): { news: Partial<C>; clashes: Clash[] } {
  const fresh = Object.entries(change).filter(([field, value]) => !alike(value, values[field]))
  const clashes = fresh.flatMap(([field]) => {
    const stamp = stamps[field]
    if (stamp === undefined || stamp.rev <= (based[field] ?? -1)) return []
    const { rev, by, at } = stamp
    return [{ field, value: values[field], rev, by, at }]
  })
  return { news: Object.fromEntries(fresh) as Partial<C>, clashes }
}

/** `base`: what was there when the change began; `mine`: what stands in the form. Both have the same fields. */
export type Edit<F extends object> = { base: F; mine: F }
type Field<F extends object> = Extract<keyof F, string>

const fieldsOf = <F extends object>({ base }: Edit<F>) => Object.keys(base) as Field<F>[]

export const changedIn = <F extends object>(edit: Edit<F>): Field<F>[] =>
  fieldsOf(edit).filter((field) => !alike(edit.base[field], edit.mine[field]))

/** Fields that both changed, each to something else. */
export const conflictsWith = <F extends object>(edit: Edit<F>, theirs: F): Field<F>[] =>
  changedIn(edit).filter((field) => [edit.base[field], edit.mine[field]].every((one) => !alike(one, theirs[field])))

/** What they changed and I did not is taken over; what is the same by now is no change of mine any more. */
export function taken<F extends object>(edit: Edit<F>, theirs: F): Edit<F> {
  const { base, mine } = edit
  const next: Edit<F> = { base: { ...base }, mine: { ...mine } }
  for (const field of fieldsOf(edit)) {
    if (alike(mine[field], theirs[field])) next.base[field] = theirs[field]
    else if (alike(base[field], mine[field])) next.base[field] = next.mine[field] = theirs[field]
  }
  return next
}

/** The other's value counts as known: mine is a change of it. */
export const keptMine = <F extends object>({ base, mine }: Edit<F>, theirs: F, field: Field<F>): Edit<F> => ({
  base: { ...base, [field]: theirs[field] },
  mine,
})

export const tookTheirs = <F extends object>({ base, mine }: Edit<F>, theirs: F, field: Field<F>): Edit<F> => ({
  base: { ...base, [field]: theirs[field] },
  mine: { ...mine, [field]: theirs[field] },
})
