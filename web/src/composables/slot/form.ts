// What has been typed, as it was typed: every value a string, numbers and JSON too, in the shape of the message object. A value that
// belongs to another kind or action stays where it is, so that choosing back and forth loses nothing.
import { actionFields, actionTypes } from './field/actions.ts'
import { under, type Field, type Part } from './field/part.ts'

export type Value = string | Form | Form[]
export type Form = { [name: string]: Value }

const formOf = (value: unknown): Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Form) : {}

/** What was typed there; '' where nothing was. */
export function wordsAt(form: Form, name: string): string {
  const value = own(form, name)
  return typeof value === 'string' ? value : ''
}

/** What is drawn within it; an action's fields hang on its kind. */
export function fieldsIn(part: Part, value: unknown): readonly Field[] {
  if (part.is === 'group') return part.fields
  return part.is === 'action' ? actionFields(part.place, wordsAt(formOf(value), 'type')) : []
}

/** A new entry of a list. */
export const freshItem = (part: Part & { is: 'list' }): Form => whole(part.of, part.fresh) as Form

/** The value made whole: of the right shape everywhere, whatever came in. */
export function whole(part: Part, value?: unknown): Value {
  switch (part.is) {
    case 'choice':
      return typeof value === 'string' && part.values.includes(value) ? value : part.first
    case 'list': {
      const given = Array.isArray(value) ? value : []
      const length = Math.max(part.min, Math.min(given.length, part.max))
      return Array.from({ length }, (_, i) => whole(part.of, given[i]) as Form)
    }
    case 'group':
      return wholeForm(part.fields, value)
    case 'action':
      return wholeAction(part, formOf(value))
    default:
      return typeof value === 'string' ? value : ''
  }
}

export function wholeForm(fields: readonly Field[], value?: unknown): Form {
  const form = formOf(value)
  const made = fields.map(({ name, part }) => [name, whole(part, own(form, name))] as const)
  return { ...form, ...Object.fromEntries(made) }
}

function wholeAction(part: Part & { is: 'action' }, form: Form): Form {
  const types = actionTypes(part.place)
  const type = types.find((one) => one === own(form, 'type')) ?? (part.optional === true ? '' : types[0]!)
  return { ...wholeForm(actionFields(part.place, type), form), type }
}

const own = (form: Form, name: string): Value | undefined => (Object.hasOwn(form, name) ? form[name] : undefined)

/** Nothing that somebody filled in: a kind chosen from a menu is no content, an entry added to a list is. */
export function isBlank(part: Part, value: Value | undefined): boolean {
  if (part.is === 'choice') return true
  if (part.is === 'list') {
    const items = Array.isArray(value) ? value : []
    return items.length <= part.min && items.every((item) => isBlank(part.of, item))
  }
  if (part.is === 'group' || part.is === 'action') {
    const form = formOf(value)
    return fieldsIn(part, form).every((field) => isBlank(field.part, own(form, field.name)))
  }
  return typeof value !== 'string' || value.trim() === ''
}

/** Every path that is drawn. */
export function pathsIn(fields: readonly Field[], form: Form, at = ''): string[] {
  return fields.flatMap(({ name, part }) => pathsOf(part, form[name], under(at, name)))
}

function pathsOf(part: Part, value: Value | undefined, at: string): string[] {
  if (part.is === 'list' && Array.isArray(value))
    return [at, ...value.flatMap((item, i) => pathsOf(part.of, item, `${at}[${i}]`))]
  if (part.is === 'group') return pathsIn(part.fields, formOf(value), at)
  if (part.is === 'action') return [`${at}.type`, ...pathsIn(fieldsIn(part, value), formOf(value), at)]
  return [at]
}

/** A copy with another value at the path. */
export function withValue(form: Form, path: string, value: Value): Form {
  return put(form, path.match(/[^.[\]]+/g) ?? [], value) as Form
}

function put(into: Value, [step, ...rest]: string[], value: Value): Value {
  if (step === undefined) return value
  if (Array.isArray(into)) return into.map((item, i) => (i === Number(step) ? (put(item, rest, value) as Form) : item))
  const form = formOf(into)
  return { ...form, [step]: put(form[step] ?? {}, rest, value) }
}
