// PURE: an entry of the audit as lines of a table: what changed, before and after. Values are settings and ids; nothing is put into
// sentences that the entry does not say.
export type Line = { name: string; before: string | null; after: string }

/** `named`: an id → its name, where known. `worded`: a value that is one of few → its words, by the field it stands in. */
export type Say = {
  named(id: string): string
  field(name: string): string
  worded(field: string, value: string): string | null
}
export const PLAIN: Say = { named: (id) => id, field: (name) => name, worded: () => null }

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isGrant = (value: unknown): value is { channel: string; role: string } =>
  isFields(value) && typeof value.channel === 'string' && typeof value.role === 'string'
const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  isFields(value) && 'before' in value && 'after' in value

function said(say: Say, field: string, value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((one) => said(say, field, one)).join(', ')
  if (isGrant(value)) return `${said(say, 'role', value.role)} (${said(say, 'channel', value.channel)})`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (typeof value === 'object') return text
  return say.worded(field, text) ?? (typeof value === 'string' ? say.named(text) : text)
}

function changed(say: Say, field: string, before: unknown, after: unknown): Line[] {
  if (isFields(before) && isFields(after) && !isGrant(before))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .flatMap((name) => changed(say, name, before[name], after[name]))
  return [{ name: say.field(field), before: said(say, field, before), after: said(say, field, after) }]
}

export function linesOf(detail: unknown, say: Say = PLAIN): Line[] {
  if (!isFields(detail)) return []
  return Object.entries(detail).flatMap(([field, value]) =>
    isChange(value)
      ? changed(say, field, value.before, value.after)
      : [{ name: say.field(field), before: null, after: said(say, field, value) }],
  )
}

/** `agent.edited` → `agent`. */
export const kindOf = (what: string): string => what.slice(0, Math.max(0, what.indexOf('.'))) || what
