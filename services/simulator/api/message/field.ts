import type { Problem } from '../answer.ts'

// Checks of single properties, worded and placed as LINE does (`messages[0].text`). Lengths count UTF-16 code units
// unless `graphemes`. All problems are collected; nothing stops at the first.
export type Json = Record<string, unknown>
type TextRule = { max: number; optional?: boolean; graphemes?: boolean; emptyOk?: boolean }

export type Fields = {
  readonly value: Json
  readonly path: string
  problem(property: string, message: string): void
  text(property: string, rule: TextRule): void
  url(property: string, rule?: { max?: number; optional?: boolean; schemes?: string[] }): void
  oneOf(property: string, allowed: readonly string[], optional?: boolean): void
  number(property: string, rule?: { min?: number; max?: number; optional?: boolean; whole?: boolean }): void
  flag(property: string): void
  object(property: string, check: (fields: Fields) => void, optional?: boolean): void
  list(
    property: string,
    rule: { min: number; max: number; optional?: boolean },
    check: (fields: Fields, index: number) => void,
  ): void
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })
export const graphemes = (text: string) => (text.length < 2 ? text.length : [...segmenter.segment(text)].length)
/** What a value has of its own: names that every object is born with are none. */
export const own = (value: Json, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ENCODED = /^([!-$&-~]|%[0-9a-f]{2})+$/i
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?([/?#]|$)/i

/** `http://` of this machine is taken where LINE wants https: a trial's uploads live there. */
function isUrl(text: string, schemes: string[]): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? ''
  if (!schemes.includes(scheme) && !(schemes.includes('https') && LOOPBACK.test(text))) return false
  if (scheme.startsWith('http') && !text.startsWith('//', scheme.length + 1)) return false
  return URL.canParse(text) && ENCODED.test(text)
}

export function fieldsOf(value: Json, path: string, problems: Problem[]): Fields {
  const problem = (property: string, message: string) =>
    void problems.push({
      message,
      property: property === '' ? path : property.startsWith('[') ? `${path}${property}` : `${path}.${property}`,
    })
  const missing = (property: string, optional = false) => {
    const absent = own(value, property) === undefined || own(value, property) === null
    if (absent && !optional) problem(property, 'May not be empty')
    return absent
  }
  const fields: Fields = {
    value,
    path,
    problem,
    text(property, { max, optional = false, graphemes: clusters = false, emptyOk = false }) {
      if (missing(property, optional)) return
      const text = value[property]
      if (typeof text !== 'string') problem(property, 'Must be a string (sim)')
      else if (text === '' && !emptyOk) problem(property, 'May not be empty')
      else if ((clusters ? graphemes(text) : text.length) > max)
        problem(property, `Length must be between 0 and ${max}`)
    },
    url(property, { max = 2000, optional = false, schemes = ['https'] } = {}) {
      if (missing(property, optional)) return
      const text = value[property]
      if (typeof text !== 'string' || text === '') problem(property, 'May not be empty')
      else if (text.length > max) problem(property, `Length must be between 0 and ${max}`)
      else if (!isUrl(text, schemes)) problem(property, 'Must be a valid URL with an allowed scheme (sim)')
    },
    oneOf(property, allowed, optional = false) {
      if (missing(property, optional)) return
      if (!allowed.includes(value[property] as string))
        problem(property, `Must be one of the following values: [${allowed.join(', ')}]`)
    },
    number(property, { min = -Infinity, max = Infinity, optional = false, whole = false } = {}) {
      if (missing(property, optional)) return
      const number = value[property]
      if (typeof number !== 'number' || (whole && !Number.isInteger(number)))
        problem(property, 'Must be a number (sim)')
      else if (number < min || number > max) problem(property, `Must be between ${min} and ${max}`)
    },
    flag(property) {
      if (!missing(property, true) && typeof value[property] !== 'boolean') problem(property, 'Must be a boolean (sim)')
    },
    object(property, check, optional = false) {
      if (missing(property, optional)) return
      const inner = value[property]
      if (isObject(inner)) check(fieldsOf(inner, `${path}.${property}`, problems))
      else problem(property, 'Must be an object (sim)')
    },
    list(property, rule, check) {
      if (missing(property, rule.optional)) return
      const items = value[property]
      if (!Array.isArray(items)) problem(property, 'Must be an array (sim)')
      else checkItems(items, `${path}.${property}`, rule, problems, check)
    },
  }
  return fields
}

type ItemCheck = (fields: Fields, index: number) => void

function checkItems(
  items: unknown[],
  path: string,
  { min, max }: { min: number; max: number },
  problems: Problem[],
  check: ItemCheck,
): void {
  if (items.length < min || items.length > max)
    problems.push({ message: `Size must be between ${min} and ${max}`, property: path })
  for (const [i, item] of items.entries()) {
    if (isObject(item)) check(fieldsOf(item, `${path}[${i}]`, problems), i)
    else problems.push({ message: 'Must be an object (sim)', property: `${path}[${i}]` })
  }
}
