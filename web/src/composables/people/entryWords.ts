// PURE: an entry of the audit as lines of a table: what changed, before and after. Values are settings and ids; nothing is put into
// sentences that the entry does not say.
export type Line = { name: string; before: string | null; after: string }

type Named = (id: string) => string

function said(value: unknown, named: Named): string {
  if (typeof value === 'string') return named(value)
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((one) => said(one, named)).join(', ')
  if (isGrant(value)) return `${value.role} (${named(value.channel)})`
  return JSON.stringify(value)
}

const isGrant = (value: unknown): value is { channel: string; role: string } =>
  typeof value === 'object' && value !== null && 'channel' in value && 'role' in value

const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === 'object' && value !== null && 'before' in value && 'after' in value

/** `named`: ids → names, where known. */
export function linesOf(detail: unknown, named: Named = (id) => id): Line[] {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return []
  return Object.entries(detail).map(([name, value]) =>
    isChange(value)
      ? { name, before: said(value.before, named), after: said(value.after, named) }
      : { name, before: null, after: said(value, named) },
  )
}

/** `agent.edited` → `agent`. */
export const kindOf = (what: string): string => what.slice(0, Math.max(0, what.indexOf('.'))) || what
