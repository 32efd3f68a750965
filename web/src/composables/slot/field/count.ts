// How full a text field is, in LINE's own units (UTF-16 or what a person sees as one character), from nine tenths on.
import type { TextRule, UrlRule } from '@madoguchi/contracts/line/check/rule'

const NEAR = 0.9
const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })

export type Count = { n: number; max: number }

/** null: nowhere near, or no limit. `max` may be stricter than the rule's, by what stands beside. */
export function countOf(rule: TextRule | UrlRule, value: string, max = rule.max): Count | null {
  if (!Number.isFinite(max) || value.length < max * NEAR) return null
  // A text ten times too long is too long in any unit.
  const seen = rule.kind === 'text' && rule.unit === 'grapheme' && value.length < max * 10
  const n = seen ? [...segmenter.segment(value)].length : value.length
  return n < max * NEAR ? null : { n, max }
}

/** Less room where a picture or a title stands above. */
export function roomOf(rule: TextRule | UrlRule, beside: (name: string) => boolean): number {
  if (rule.kind !== 'text' || rule.besides === undefined) return rule.max
  return rule.besides.fields.some(beside) ? rule.besides.max : rule.max
}
