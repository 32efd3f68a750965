// From what was typed to the message object. Nothing is repaired on the way: what is wrong stays wrong, for the check to say so.
import { fieldsOf, KINDS } from './field/kinds.ts'
import { isOptional, under, type Field, type Part } from './field/part.ts'
import { fieldsIn, isBlank, type Form, type Value } from './form.ts'
import { readJson, type Unreadable } from './json/readJson.ts'
import { isEmpty, type Slot } from './slots.ts'

/** `unreadable`: the field whose JSON is none; there is no object then. */
export type Built =
  | { is: 'empty' }
  | { is: 'unreadable'; at: string; wrong: Unreadable }
  | { is: 'object'; object: unknown }

type Broken = { at: string; wrong: Unreadable }

export function build(slot: Slot): Built {
  if (isEmpty(slot)) return { is: 'empty' }
  const broken: Broken[] = []
  const values = objectOf(fieldsOf(slot.kind), slot.form, '', broken)
  const [first] = broken
  if (first !== undefined) return { is: 'unreadable', ...first }
  const { type } = KINDS[slot.kind]
  return { is: 'object', object: type === null ? values.raw : { type, ...values } }
}

function objectOf(fields: readonly Field[], form: Form, at: string, broken: Broken[]): Record<string, unknown> {
  const made = fields.map(({ name, part }) => [name, valueOf(part, form[name], under(at, name), broken)] as const)
  return Object.fromEntries(made.filter(([, value]) => value !== undefined))
}

function valueOf(part: Part, value: Value | undefined, at: string, broken: Broken[]): unknown {
  if (Array.isArray(value)) {
    if (part.is !== 'list' || (isOptional(part) && value.length === 0)) return undefined
    return value.map((one, i) => valueOf(part.of, one, `${at}[${i}]`, broken))
  }
  if (typeof value === 'object') {
    const type = part.is === 'action' ? value.type : part.is === 'group' ? part.type : undefined
    if (part.is === 'action' ? type === '' : isOptional(part) && isBlank(part, value)) return undefined
    const fixed = part.is === 'group' ? part.fixed : undefined
    return { ...(type === undefined ? {} : { type }), ...fixed, ...objectOf(fieldsIn(part, value), value, at, broken) }
  }
  if (value === undefined || value === '') return undefined
  if (part.is === 'number') return numberOf(value)
  return part.is === 'json' ? jsonOf(value, at, broken) : value
}

/** Full-width digits are digits; what is no number stays as typed and is refused by the check. */
function numberOf(typed: string): number | string | undefined {
  const plain = typed.normalize('NFKC').trim()
  if (plain === '') return undefined
  return /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : typed
}

function jsonOf(text: string, at: string, broken: Broken[]): unknown {
  if (text.trim() === '') return undefined
  const read = readJson(text)
  if ('value' in read) return read.value
  broken.push({ at, wrong: read.wrong })
  return undefined
}
