// Reading what nobody vouches for: own keys only, nothing coerced, every string cut to a length.

/** Undefined for what is no plain object, and for a key that is not its own (`__proto__`, `constructor`). */
export function field(from: unknown, key: string): unknown {
  if (typeof from !== 'object' || from === null || Array.isArray(from) || !Object.hasOwn(from, key)) return undefined
  return (from as Record<string, unknown>)[key]
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** One of the words we know, else the default: what comes out is ours. */
export const oneOf = <const T extends string, D extends T | null>(value: unknown, known: readonly T[], otherwise: D) =>
  known.find((word) => word === value) ?? otherwise

/** Null for what is no string; never ends inside a surrogate pair. */
export function textOf(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null
  return value.length <= most ? value : `${value.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Null unless a whole number from 0 to `most`. */
export const countOf = (value: unknown, most: number): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : null
