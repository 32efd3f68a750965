import { createHash } from 'node:crypto'

/** JSON with the keys of every object sorted; arrays keep their order, absent values vanish. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => sortedJson(one ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${sortedJson(one)}`).join(',')}}`
}

/** SHA-256, hex, of a `messages` array as sorted-key JSON. */
export const bodyHash = (messages: unknown): string =>
  createHash('sha256')
    .update(sortedJson(messages ?? null))
    .digest('hex')
