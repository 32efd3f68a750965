// What may stand in a field, as data: a check reads it (check.ts), and a form shows the same numbers. `optional`: the field may be
// left out; null is no way of leaving it out.
import type { Run } from './problem.ts'

export type Json = Record<string, unknown>
type Kind<K extends string> = { kind: K; optional?: true }
/** How LINE counts: UTF-16 units as `.length`, or what a person sees as one character (`Intl.Segmenter`). */
export type Unit = 'utf16' | 'grapheme'

/** `besides`: a smaller `max` once one of `fields` stands beside it. `blank`: white space alone counts as nothing. */
export type TextRule = Kind<'text'> & {
  max: number
  unit: Unit
  min: 0 | 1
  blank?: true
  besides?: { max: number; fields: readonly string[] }
}
export type UrlRule = Kind<'url'> & { max: number; schemes: readonly string[] }
export type OneOfRule = Kind<'oneOf'> & { values: readonly string[] }
export type NumberRule = Kind<'number'> & { min: number; max: number; whole: boolean }
export type FlagRule = Kind<'flag'>
/** One of the words, or a number with one of the units. */
export type MeasureRule = Kind<'measure'> & { words: readonly string[]; units: readonly string[]; signed: boolean }
/** `alpha`: #RRGGBBAA is one, too. */
export type ColorRule = Kind<'color'> & { alpha: boolean }
/** `width:height`, each 1 … `max`, the height at most `tall` widths. */
export type RatioRule = Kind<'ratio'> & { max: number; tall: number }
/** A date or time of the form that `mode` beside it says, its year within `years`. */
export type MomentRule = Kind<'moment'> & { years: { min: number; max: number } }
/** Known to LINE, but not in this place. */
export type ForbiddenRule = Kind<'forbidden'> & { optional: true }
export type ListRule<R extends Rule = Rule> = Kind<'list'> & { min: number; max: number; of: R }
/** Free keys of the form `key`. */
export type DictRule = Kind<'dict'> & { key: RegExp; max: number; of: Rule }
export type Fields = Record<string, Rule>
/** `also`: what the fields must be to each other; it sees them whatever is wrong with them. */
export type Also = (value: Json, at: string, run: Run) => void
export type ObjectRule<F extends Fields = Fields> = Kind<'object'> & { fields: F; also?: Also }
/** An object whose `type` says which: one of `names` here, others of `of` elsewhere. */
export type ChoiceRule = Kind<'choice'> & { names: readonly string[]; of: () => Record<string, ObjectRule> }

export type Rule =
  | TextRule
  | UrlRule
  | OneOfRule
  | NumberRule
  | FlagRule
  | MeasureRule
  | ColorRule
  | RatioRule
  | MomentRule
  | ForbiddenRule
  | { kind: 'list'; optional?: true; min: number; max: number; of: Rule }
  | DictRule
  | { kind: 'object'; optional?: true; fields: Fields; also?: Also }
  | ChoiceRule

export const maybe = <R extends Rule>(rule: R): R & { optional: true } => ({ ...rule, optional: true })

/** UTF-16 units, at least one. */
export const text = (max = Infinity, more: Partial<TextRule> = {}): TextRule => ({
  kind: 'text',
  max,
  unit: 'utf16',
  min: 1,
  ...more,
})
export const graphemes = (max: number, more: Partial<TextRule> = {}): TextRule =>
  text(max, { unit: 'grapheme', ...more })

/** What LINE fetches itself. */
export const https = (max = 2000): UrlRule => ({ kind: 'url', max, schemes: ['https'] })
/** What a customer's tap opens. */
export const link = (max = 1000): UrlRule => ({ kind: 'url', max, schemes: ['http', 'https', 'line', 'tel'] })

export const oneOf = (...values: string[]): OneOfRule => ({ kind: 'oneOf', values })
export const whole = (min = 0, max = Infinity): NumberRule => ({ kind: 'number', min, max, whole: true })
export const number = (min: number, max: number): NumberRule => ({ kind: 'number', min, max, whole: false })
export const flag: FlagRule = { kind: 'flag' }
export const color = (alpha = true): ColorRule => ({ kind: 'color', alpha })
export const ratio: RatioRule = { kind: 'ratio', max: 100_000, tall: 3 }
export const moment: MomentRule = { kind: 'moment', years: { min: 1900, max: 2100 } }
export const forbidden: ForbiddenRule = { kind: 'forbidden', optional: true }
export const measure = (words: readonly string[], units: readonly string[], signed = false): MeasureRule => ({
  kind: 'measure',
  words,
  units,
  signed,
})
export const list = <R extends Rule>(of: R, min: number, max = Infinity): ListRule<R> => ({
  kind: 'list',
  min,
  max,
  of,
})
export const dict = (key: RegExp, max: number, of: Rule): DictRule => ({ kind: 'dict', key, max, of })
export const object = <const F extends Fields>(fields: F, also?: Also): ObjectRule<F> => ({
  kind: 'object',
  fields,
  ...(also && { also }),
})
export const choice = (
  of: () => Record<string, ObjectRule>,
  names: readonly string[] = Object.keys(of()),
): ChoiceRule => ({ kind: 'choice', names, of })
