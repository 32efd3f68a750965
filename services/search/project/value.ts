// Small readers for what stands on the log: a value of the wrong kind is as good as absent.

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
export const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** As the rows of the screen are cleaned: no database's text holds U+0000 or half a character. */
export const clean = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()
