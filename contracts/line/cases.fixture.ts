// From the tables: for every field of every kind the largest (smallest, oddest) value that is taken and the first that is not, each
// inside a whole message. What a rule cannot know of its neighbours stands in BASES.
import type { Json, ObjectRule, Rule } from './check/rule.ts'
import { HTTPS, leafCases, textCases, type Case } from './leaf.fixture.ts'
import { MESSAGES } from './limits.ts'
import { ACTIONS } from './table/action.ts'
import { BUBBLE, CAROUSEL } from './table/flex/container.ts'
import { TEXT as FLEX_TEXT } from './table/flex/component.ts'
import { STICKER } from './table/media.ts'
import { TEXT, TEXT_V2 } from './table/text.ts'

const box = { type: 'box', layout: 'vertical', contents: [] }
/** By field table, since rules are copied with other labels. */
const BASES = new Map<unknown, Json>([
  [TEXT.fields, { text: '$' }],
  [TEXT_V2.fields, { text: '{key}', substitution: { key: { type: 'emoji', productId: 'p', emojiId: 'e' } } }],
  [STICKER.fields, { packageId: '446', stickerId: '1988' }],
  [ACTIONS.postback.also, { data: 'd', inputOption: 'openKeyboard' }],
  [BUBBLE.also, { body: box }],
  [CAROUSEL.fields, { contents: [{ type: 'bubble', body: box }] }],
  [FLEX_TEXT.fields, { text: 'words' }],
])

/** The least that a rule takes. */
export function sample(rule: Rule): unknown {
  switch (rule.kind) {
    case 'text':
      return 'x'
    case 'url':
      return HTTPS
    case 'oneOf':
      return rule.values[0]
    case 'number':
      return Math.max(rule.min, -1000)
    case 'flag':
      return true
    case 'measure':
      return rule.words[0] ?? `1${rule.units[0]}`
    case 'color':
      return '#00FF00'
    case 'ratio':
      return '1:1'
    case 'moment':
      return '2000-02-29'
    case 'list':
      return Array.from({ length: rule.min }, () => sample(rule.of))
    case 'dict':
      return {}
    case 'object':
      return baseOf(rule)
    case 'choice':
      return { type: rule.names[0], ...baseOf(rule.of()[rule.names[0]!]!) }
    case 'forbidden':
      throw new Error('nothing is taken here')
  }
}

function baseOf(rule: Omit<ObjectRule, 'optional'>): Json {
  const needed = Object.entries(rule.fields).filter(([, field]) => field.optional !== true)
  const least = Object.fromEntries(needed.map(([name, field]) => [name, sample(field)]))
  return { ...least, ...BASES.get(rule.fields), ...BASES.get(rule.also) }
}

export function casesOf(rule: Rule, deep = 7): Case[] {
  if (deep === 0) return []
  if (rule.kind === 'list') return listCases(rule, deep)
  if (rule.kind === 'dict') return dictCases(rule, deep)
  if (rule.kind === 'object') return objectCases(rule, deep)
  return rule.kind === 'choice' ? choiceCases(rule, deep) : leafCases(rule)
}

function listCases({ min, max, of }: Rule & { kind: 'list' }, deep: number): Case[] {
  const many = (length: number) => Array.from({ length }, () => sample(of))
  const rest = many(Math.max(0, min - 1))
  const inner = casesOf(of, deep - 1).map((one) => ({
    ...one,
    at: `[0]${one.at}`,
    good: one.good === undefined ? undefined : [one.good, ...rest],
    bad: [one.bad, ...rest],
  }))
  return [
    ...(min === 0 ? [] : [{ at: '', good: many(min), bad: many(min - 1), code: 'too_few' as const, limit: min }]),
    ...(max === Infinity
      ? []
      : [{ at: '', good: many(max), bad: many(max + 1), code: 'too_many' as const, limit: max }]),
    { at: '', good: many(min), bad: {}, code: 'malformed' },
    ...inner,
  ]
}

/** Filled under the one key that the text of BASES speaks of. */
function dictCases({ of }: Rule & { kind: 'dict' }, deep: number): Case[] {
  return casesOf(of, deep - 1).map((one) => ({
    ...one,
    at: `.key${one.at}`,
    good: one.good === undefined ? undefined : { key: one.good },
    bad: { key: one.bad },
  }))
}

function objectCases(rule: Rule & { kind: 'object' }, deep: number): Case[] {
  const base = baseOf(rule)
  const fixed = BASES.get(rule.fields) ?? {}
  const cases: Case[] = [{ at: '.surplus', good: base, bad: { ...base, surplus: 1 }, code: 'unknown_field' }]
  for (const [name, field] of Object.entries(rule.fields)) {
    const put = (value: unknown, beside: Json = {}) => inLayout({ ...base, ...beside, [name]: value })
    const free = field.kind === 'text' && field.max === Infinity
    const { [name]: _out, ...without } = base
    if (field.optional !== true) cases.push({ at: `.${name}`, good: base, bad: without, code: 'empty' })
    for (const one of casesOf(field, deep - 1)) {
      const good = free ? (fixed[name] ?? one.good) : one.good
      cases.push({
        ...one,
        at: `.${name}${one.at}`,
        good: good === undefined ? undefined : put(good),
        bad: put(one.bad),
      })
    }
    if (field.kind === 'text' && field.besides !== undefined)
      for (const beside of field.besides.fields)
        for (const { good, bad, ...one } of textCases({ ...field, max: field.besides.max })) {
          const more = { [beside]: sample(rule.fields[beside]!) }
          cases.push({ ...one, at: `.${name}`, good: put(good, more), bad: put(bad, more) })
        }
  }
  return cases
}

/** Icons stand on a baseline only. */
function inLayout(value: Json): Json {
  const [first] = Array.isArray(value.contents) ? (value.contents as (Json | undefined)[]) : []
  return 'layout' in value && first?.type === 'icon' ? { ...value, layout: 'baseline' } : value
}

function choiceCases(rule: Rule & { kind: 'choice' }, deep: number): Case[] {
  const kinds = rule.of()
  const least = sample(rule) as Json
  const inner = rule.names.flatMap((type) =>
    objectCases({ ...kinds[type]!, optional: true }, deep).map((one) => ({
      ...one,
      good: one.good === undefined ? undefined : { type, ...(one.good as Json) },
      bad: { type, ...(one.bad as Json) },
    })),
  )
  const elsewhere = Object.keys(kinds).filter((type) => !rule.names.includes(type))
  return [
    ...inner,
    ...elsewhere.map((type): Case => ({ at: '.type', good: least, bad: { ...least, type }, code: 'not_allowed' })),
    { at: '.type', good: least, bad: { ...least, type: 'toString' }, code: 'unknown_kind' },
    { at: '.type', good: least, bad: { ...least, type: undefined }, code: 'empty' },
    { at: '', good: least, bad: 'x', code: 'malformed' },
  ]
}

export const MESSAGE_RULE: Rule = { kind: 'choice', names: Object.keys(MESSAGES), of: () => MESSAGES }
