// Stored objects are read leniently: LINE adds to them without notice, and an old one holds what nobody writes any more.

export type Open = Readonly<Record<string, unknown>>

export const openOf = (value: unknown): Open =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Open) : {}
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** Words, or null where there are none. */
export const wordsOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
export const sizeOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null
