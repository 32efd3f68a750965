// A message object back into a slot, for what the server refused. What a kind's fields cannot hold whole is shown as raw JSON: nothing of
// it is lost or changed by passing through the form.
import { build } from './build.ts'
import { fieldsOf, KINDS, type Kind } from './field/kinds.ts'
import type { Field, Part } from './field/part.ts'
import { fieldsIn, type Form, type Value } from './form.ts'
import { newSlot, type Slot } from './slots.ts'

export function slotOf(message: unknown, key: string): Slot {
  const kind = kindOf(message)
  if (kind !== 'raw') {
    const slot = newSlot(key, kind, typedForm(fieldsOf(kind), message))
    const again = build(slot)
    if (again.is === 'object' && alike(again.object, message)) return slot
  }
  return newSlot(key, 'raw', { raw: JSON.stringify(message, null, 2) })
}

function kindOf(message: unknown): Kind {
  const { type, template } = Object(message) as { type?: unknown; template?: { type?: unknown } }
  if (type === 'template') {
    const of = template?.type
    return of === 'image_carousel'
      ? 'imageCarousel'
      : of === 'buttons' || of === 'confirm' || of === 'carousel'
        ? of
        : 'raw'
  }
  return (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].type === type) ?? 'raw'
}

function typedForm(fields: readonly Field[], value: unknown): Form {
  const given = Object(value) as Record<string, unknown>
  const made = fields
    .filter(({ name }) => Object.hasOwn(given, name))
    .map(({ name, part }) => [name, typed(part, given[name])])
  return Object.fromEntries(made) as Form
}

function typed(part: Part, value: unknown): Value {
  if (part.is === 'json') return JSON.stringify(value, null, 2)
  if (part.is === 'list') return Array.isArray(value) ? value.map((one) => typed(part.of, one) as Form) : []
  if (part.is === 'action')
    return { type: String((value as { type?: unknown } | null)?.type), ...typedForm(fieldsIn(part, value), value) }
  if (part.is === 'group') return typedForm(part.fields, value)
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
}

function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [Object.entries(a), Object.keys(b)]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.length &&
    left.every(([name, value]) => Object.hasOwn(b, name) && alike(value, (b as Record<string, unknown>)[name]))
  )
}
