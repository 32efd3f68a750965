// Small languages inside a text: sizes, colours, ratios.
import type { Run } from './problem.ts'
import type { ColorRule, MeasureRule, RatioRule } from './rule.ts'

const MEASURE = /^(-?)(\d+(?:\.\d+)?)(px|%|deg)$/
const RATIO = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/
const COLOR = /^#[0-9a-f]{6}([0-9a-f]{2})?$/i

export function checkMeasure({ words, units, signed }: MeasureRule, value: unknown, at: string, run: Run): void {
  if (typeof value !== 'string') return run.say(at, 'malformed')
  if (value === '') return run.say(at, 'empty')
  if (words.includes(value)) return
  const [, sign, , unit] = MEASURE.exec(value) ?? []
  if (unit === undefined || !units.includes(unit) || (sign === '-' && !signed)) run.say(at, 'malformed')
}

export function checkColor({ alpha }: ColorRule, value: unknown, at: string, run: Run): void {
  if (value === '') return run.say(at, 'empty')
  const found = typeof value === 'string' ? COLOR.exec(value) : null
  if (found === null || (found[1] !== undefined && !alpha)) run.say(at, 'malformed')
}

export function checkRatio({ max, tall }: RatioRule, value: unknown, at: string, run: Run): void {
  if (value === '') return run.say(at, 'empty')
  const [, w, h] = (typeof value === 'string' && RATIO.exec(value)) || []
  if (w === undefined || h === undefined) return run.say(at, 'malformed')
  const [width, height] = [Number(w), Number(h)]
  if (width < 1 || height < 1) return run.say(at, 'out_of_range', 1)
  if (width > max || height > max) return run.say(at, 'out_of_range', max)
  if (height > width * tall) run.say(at, 'out_of_range', tall)
}
