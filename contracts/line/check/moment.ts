// Dates and times of the picker: no zone, and days that exist.
import type { Run } from './problem.ts'
import type { MomentRule } from './rule.ts'

const DATE = '(\\d{4})-(\\d\\d)-(\\d\\d)'
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const FORMS = {
  date: new RegExp(`^${DATE}$`),
  time: new RegExp(`^${TIME}$`),
  datetime: new RegExp(`^${DATE}[Tt]${TIME}$`),
}
export const MODES = Object.keys(FORMS) as (keyof typeof FORMS)[]

const formOf = (mode: unknown) => FORMS[MODES.find((one) => one === mode) ?? 'date']

/** `mode`: what the picker gives; one that LINE does not know is a problem of its own. */
export function checkMoment({ years }: MomentRule, value: unknown, mode: unknown, at: string, run: Run): void {
  if (typeof value !== 'string') return run.say(at, 'malformed')
  if (value === '') return run.say(at, 'empty')
  const [found, ...numbers] = formOf(mode).exec(value) ?? []
  if (found === undefined) return run.say(at, 'malformed')
  const [year, month, day] = numbers.map(Number)
  if (year === undefined || month === undefined || day === undefined) return
  if (year < years.min) return run.say(at, 'out_of_range', years.min)
  if (year > years.max) return run.say(at, 'out_of_range', years.max)
  const real = new Date(Date.UTC(year, month - 1, day))
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) run.say(at, 'malformed')
}

/** Of one form they sort as text; of two forms neither is the later. */
export function isLater(one: unknown, other: unknown, mode: unknown): boolean {
  const form = formOf(mode)
  if (typeof one !== 'string' || typeof other !== 'string' || !form.test(one) || !form.test(other)) return true
  return one.toUpperCase() > other.toUpperCase()
}
