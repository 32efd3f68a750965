// Holds a value against a rule and says everything that is wrong, without ever throwing: what comes in may be anything JSON can
// say. Time grows with the size of the value, stack with DEPTH_MAX only. Names of a value never reach a prototype.
import { longer } from './count.ts'
import { checkColor, checkMeasure, checkRatio } from './form.ts'
import { checkMoment } from './moment.ts'
import type { Run } from './problem.ts'
import type { ChoiceRule, DictRule, Fields, Json, NumberRule, ObjectRule, Rule, TextRule } from './rule.ts'
import { checkUrl } from './url.ts'

/** Objects inside each other. Ours: LINE names no depth, and its own showcases stay below ten. */
export const DEPTH_MAX = 50
/** More of an unknown name helps nobody, and it goes back over the wire. */
const NAME_SHOWN = 60

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const own = (value: Json, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** `beside`: the object in which the value stands. */
export function check(rule: Rule, value: unknown, at: string, run: Run, beside: Json = {}): void {
  switch (rule.kind) {
    case 'text':
      return checkText(rule, value, at, run, beside)
    case 'url':
      return checkUrl(rule, value, at, run)
    case 'oneOf':
      if (typeof value !== 'string') return run.say(at, 'malformed')
      return rule.values.includes(value) ? undefined : run.say(at, 'not_allowed')
    case 'number':
      return checkNumber(rule, value, at, run)
    case 'flag':
      return typeof value === 'boolean' ? undefined : run.say(at, 'malformed')
    case 'measure':
      return checkMeasure(rule, value, at, run)
    case 'color':
      return checkColor(rule, value, at, run)
    case 'ratio':
      return checkRatio(rule, value, at, run)
    case 'moment':
      return checkMoment(rule, value, own(beside, 'mode'), at, run)
    case 'forbidden':
      return run.say(at, 'not_allowed')
    case 'list':
      return checkList(rule, value, at, run)
    case 'dict':
      return checkDict(rule, value, at, run)
    case 'object':
      return checkObject(rule, value, at, run)
    case 'choice':
      return checkChoice(rule, value, at, run)
  }
}

function checkText({ max, min, unit, blank, besides }: TextRule, value: unknown, at: string, run: Run, beside: Json) {
  if (typeof value !== 'string') return run.say(at, 'malformed')
  if (min > 0 && (blank ? value.trim() : value) === '') return run.say(at, 'empty')
  const tight = besides?.fields.some((name) => own(beside, name) !== undefined)
  const most = besides !== undefined && tight ? besides.max : max
  if (longer(value, most, unit)) run.say(at, 'too_long', most)
}

function checkNumber({ min, max, whole }: NumberRule, value: unknown, at: string, run: Run): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) return run.say(at, 'malformed')
  if (whole && !Number.isInteger(value)) return run.say(at, 'malformed')
  if (value < min) run.say(at, 'out_of_range', min)
  if (value > max) run.say(at, 'out_of_range', max)
}

/** What stands beyond the most is one problem, not one each. */
function checkList({ min, max, of }: Rule & { kind: 'list' }, value: unknown, at: string, run: Run): void {
  if (!Array.isArray(value)) return run.say(at, 'malformed')
  if (value.length < min) run.say(at, 'too_few', min)
  if (value.length > max) run.say(at, 'too_many', max)
  for (let i = 0; i < value.length && i < max && !run.full(); i += 1) check(of, value[i], `${at}[${i}]`, run)
}

function checkDict({ key, max, of }: DictRule, value: unknown, at: string, run: Run): void {
  if (!isJson(value)) return run.say(at, 'malformed')
  const names = Object.keys(value)
  if (names.length > max) run.say(at, 'too_many', max)
  for (const name of names.slice(0, max)) {
    const inner = `${at}.${name.slice(0, NAME_SHOWN)}`
    if (key.test(name)) check(of, value[name], inner, run)
    else run.say(inner, 'malformed')
  }
}

function checkChoice({ names, of }: ChoiceRule, value: unknown, at: string, run: Run): void {
  if (!isJson(value)) return run.say(at, 'malformed')
  const [type, kinds] = [own(value, 'type'), of()]
  if (type === undefined || type === null || type === '') return run.say(`${at}.type`, 'empty')
  if (typeof type !== 'string') return run.say(`${at}.type`, 'malformed')
  if (!Object.hasOwn(kinds, type)) return run.say(`${at}.type`, 'unknown_kind')
  if (!names.includes(type)) return run.say(`${at}.type`, 'not_allowed')
  return checkObject(kinds[type]!, value, at, run, 'type')
}

/** `tag`: a property that has been looked at already. */
function checkObject(rule: Omit<ObjectRule, 'optional'>, value: unknown, at: string, run: Run, tag?: string): void {
  if (!isJson(value)) return run.say(at, 'malformed')
  if (run.depth >= DEPTH_MAX) return run.say(at, 'too_deep', DEPTH_MAX)
  if (run.full()) return
  run.depth += 1
  checkFields(rule.fields, value, at, run, tag)
  rule.also?.(value, at, run)
  run.depth -= 1
}

function checkFields(fields: Fields, value: Json, at: string, run: Run, tag: string | undefined): void {
  for (const name of Object.keys(value))
    if (!Object.hasOwn(fields, name) && name !== tag && value[name] !== undefined)
      run.say(`${at}.${name.slice(0, NAME_SHOWN)}`, 'unknown_field')
  for (const name of Object.keys(fields)) {
    const [rule, inner] = [fields[name]!, own(value, name)]
    const missing = inner === undefined || (inner === null && rule.optional !== true)
    if (!missing) check(rule, inner, `${at}.${name}`, run, value)
    else if (rule.optional !== true) run.say(`${at}.${name}`, 'empty')
  }
}
