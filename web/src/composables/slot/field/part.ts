// What a form draws, as data. A part mirrors the value of a message object at the same place, so that LINE's path to a field is the
// form's path too. `optional`: left out of the object when nothing stands in it.
import type { NumberRule, TextRule, UrlRule } from '@madoguchi/contracts/line/check/rule'
import type { Place } from '@madoguchi/contracts/line/table/action'

export type Part =
  | { is: 'text'; rule: TextRule | UrlRule; lines?: true }
  | { is: 'number'; rule: NumberRule }
  /** `first`: what stands there at the beginning; '' is "left out". */
  | { is: 'choice'; values: readonly string[]; first: string }
  | { is: 'json' }
  /** `fixed`: what the object says besides, of which there is no choice. */
  | { is: 'group'; type?: string; optional?: true; fixed?: Readonly<Record<string, unknown>>; fields: readonly Field[] }
  | { is: 'action'; place: ActionPlace; optional?: true }
  /** `fresh`: what a new entry holds; `folds`: entries are many, and one is open at a time. */
  | { is: 'list'; min: number; max: number; of: Part; items: string; optional?: true; fresh?: Fresh; folds?: true }
/** An area of an imagemap has actions of its own. */
export type ActionPlace = Place | 'area'
type Fresh = { readonly [name: string]: string | Fresh }
/** `label`: a key under `slot.field` where the name says too little. `aside`: folded away, since few need it. */
export type Field = { name: string; label?: string; part: Part; aside?: true }

export const line = (name: string, rule: TextRule | UrlRule, label?: string): Field =>
  named(name, { is: 'text', rule }, label)
export const lines = (name: string, rule: TextRule | UrlRule, label?: string): Field =>
  named(name, { is: 'text', rule, lines: true }, label)
export const number = (name: string, rule: NumberRule): Field => ({ name, part: { is: 'number', rule } })
export const choice = (name: string, values: readonly string[], first = ''): Field => ({
  name,
  part: { is: 'choice', values: first === '' ? ['', ...values] : values, first },
})
const named = (name: string, part: Part, label?: string): Field =>
  label === undefined ? { name, part } : { name, part, label }

export const isOptional = (part: Part): boolean => {
  if (part.is === 'text' || part.is === 'number') return part.rule.optional === true
  return (part.is === 'group' || part.is === 'action' || part.is === 'list') && part.optional === true
}

export const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)
