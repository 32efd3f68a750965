// PURE: two people at one template (CO-20). What only one of them changed merges; what both changed waits for a decision.
import type { TemplateFields } from '@madoguchi/contracts/row/template'

export type Fields = TemplateFields
export type Field = keyof Fields
export const FIELDS = ['name', 'folder', 'shortcut', 'state', 'messages'] as const satisfies Field[]

/** `base`: what was there when the change began; `mine`: what stands in the editor. */
export type Edit = { base: Fields; mine: Fields }

export const alike = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** Names sorted: the server's rows come in an order of their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const fieldsOf = (row: Fields): Fields =>
  Object.fromEntries(FIELDS.map((field) => [field, row[field]])) as unknown as Fields

export const changedIn = ({ base, mine }: Edit): Field[] => FIELDS.filter((field) => !alike(base[field], mine[field]))

/** Fields that both changed, each to something else. */
export const conflictsWith = ({ base, mine }: Edit, theirs: Fields): Field[] =>
  FIELDS.filter(
    (field) =>
      [base[field], mine[field]].every((one) => !alike(one, theirs[field])) && !alike(base[field], mine[field]),
  )

/** What they changed and I did not is taken over; what is the same by now is no change of mine any more. */
export function taken({ base, mine }: Edit, theirs: Fields): Edit {
  const next: Edit = { base: { ...base }, mine: { ...mine } }
  for (const field of FIELDS) {
    if (alike(mine[field], theirs[field])) put(next.base, theirs, field)
    else if (alike(base[field], mine[field])) for (const to of [next.base, next.mine]) put(to, theirs, field)
  }
  return next
}

/** The other's value counts as known: mine is a change of it. */
export function keptMine({ base, mine }: Edit, theirs: Fields, field: Field): Edit {
  const next = { base: { ...base }, mine }
  put(next.base, theirs, field)
  return next
}

export function tookTheirs({ base, mine }: Edit, theirs: Fields, field: Field): Edit {
  const next = { base: { ...base }, mine: { ...mine } }
  for (const to of [next.base, next.mine]) put(to, theirs, field)
  return next
}

function put<F extends Field>(to: Fields, from: Fields, field: F) {
  to[field] = from[field]
}
