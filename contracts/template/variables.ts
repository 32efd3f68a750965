// PURE: `{{variables}}` in what a template says (CM-8). Filled in one pass: what was inserted is never read again, nothing is evaluated,
// nothing escaped; `\{{` is a pair of brackets. What counts places in a text moves with it.

/** By name, as chips and menus offer them. */
export const VARIABLES = ['contact.name', 'contact.language', 'agent.name', 'channel.name'] as const
export type Variable = (typeof VARIABLES)[number]
export type Values = Partial<Record<Variable, string>>

/** `known`: whether there is such a variable; `fallback`: what stands there when the value is missing, null = nothing may. */
export type VariableAt = { index: number; length: number; name: string; fallback: string | null; known: boolean }

const VARIABLE = /\\\{\{|\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g

const isVariable = (name: string): name is Variable => (VARIABLES as readonly string[]).includes(name)

/** Where variables stand in a text, in UTF-16 units. */
export function variablesIn(text: string): VariableAt[] {
  return [...text.matchAll(VARIABLE)]
    .filter(([, name]) => name !== undefined)
    .map(({ 0: whole, 1: name, 2: fallback, index }) => ({
      index,
      length: whole.length,
      name: name!,
      fallback: fallback ?? null,
      known: isVariable(name!),
    }))
}

/** The same text for whoever fills it: what looks like a variable stays as it is. */
export const asWritten = (text: string): string => text.replaceAll('{{', String.raw`\{{`)

export type Filled<T> = { value: T; missing: string[] }
type Piece = { index: number; length: number; to: string }

/** `missing`: variables that have neither a value nor a fallback, or that nobody knows; they stay in the text as written. */
export function fillText(text: string, values: Values): Filled<string> {
  const { pieces, missing } = readText(text, values)
  return { value: replaced(text, pieces), missing }
}

function readText(text: string, values: Values): { pieces: Piece[]; missing: string[] } {
  const pieces: Piece[] = []
  const missing: string[] = []
  for (const { 0: whole, 1: name, 2: fallback, index } of text.matchAll(VARIABLE)) {
    const to = name === undefined ? '{{' : valueOf(name, fallback, values)
    if (to === null) missing.push(name!)
    else pieces.push({ index, length: whole.length, to })
  }
  return { pieces, missing }
}

function valueOf(name: string, fallback: string | undefined, values: Values): string | null {
  if (!isVariable(name)) return null
  return knownValue(name, values) ?? fallback ?? null
}

/** null = not known: a value of nothing but white space, as some people's names at LINE are, says nothing either. */
export function knownValue(name: Variable, values: Values): string | null {
  const value = values[name]
  return value === undefined || value.trim() === '' ? null : value
}

function replaced(text: string, pieces: Piece[]): string {
  let [made, at] = ['', 0]
  for (const { index, length, to } of pieces) {
    made += text.slice(at, index) + to
    at = index + length
  }
  return made + text.slice(at)
}

/** Every text in message objects; addresses and ids too, since a link may carry a name. Deep ones are as they are: no cycle comes from JSON. */
export function fillMessages<T>(messages: T, values: Values): Filled<T> {
  const missing = new Set<string>()
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const filled = fillText(value, values)
      for (const name of filled.missing) missing.add(name)
      return filled.value
    }
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const made = Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, key === 'type' ? one : walk(one)] as const),
    )
    return placed(value as Record<string, unknown>, made, values)
  }
  return { value: walk(messages) as T, missing: [...missing] }
}

/**
 * What LINE reads in a text beside its words: `emojis[].index` of a text counts UTF-16 units and moves with what stands before it; in a
 * textV2 brackets name a substitution, so a value's own are doubled.
 */
function placed(from: Record<string, unknown>, made: Record<string, unknown>, values: Values) {
  if (typeof from.text !== 'string') return made
  const { pieces } = readText(from.text, values)
  if (from.type === 'textV2') {
    const doubled = pieces.map((piece) => ({ ...piece, to: piece.to === '{{' ? '{{' : bracketed(piece.to) }))
    return { ...made, text: replaced(from.text, doubled) }
  }
  if (from.type !== 'text' || !Array.isArray(made.emojis)) return made
  return { ...made, emojis: made.emojis.map((emoji: unknown) => moved(emoji, pieces)) }
}

const bracketed = (value: string) => value.replaceAll(/[{}]/g, '$&$&')

function moved(emoji: unknown, pieces: Piece[]): unknown {
  const { index } = Object(emoji) as { index?: unknown }
  if (typeof index !== 'number') return emoji
  const before = pieces.filter((piece) => piece.index < index)
  const by = before.reduce((sum, { length, to }) => sum + to.length - length, 0)
  return { ...(emoji as object), index: index + by }
}

/** `field` in LINE's way of naming them: `messages[0].template.columns[1].text`. */
export type VariableProblem = { field: string; code: 'variable_unknown' | 'variable_missing'; name: string }

/** Variables that nobody knows, and, with values, those that have neither a value nor a fallback (CM-9). */
export function problemsIn(messages: unknown, values: Values | null): VariableProblem[] {
  const found: VariableProblem[] = []
  const walk = (value: unknown, field: string) => {
    if (typeof value === 'string') found.push(...problemsOf(value, values, field))
    else if (Array.isArray(value)) for (const [i, one] of value.entries()) walk(one, `${field}[${i}]`)
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) if (key !== 'type') walk(one, `${field}.${key}`)
  }
  walk(messages, 'messages')
  return found
}

function problemsOf(text: string, values: Values | null, field: string): VariableProblem[] {
  return variablesIn(text).flatMap(({ name, fallback, known }): VariableProblem[] => {
    if (!known) return [{ field, code: 'variable_unknown', name }]
    const missing = values !== null && fallback === null && knownValue(name as Variable, values) === null
    return missing ? [{ field, code: 'variable_missing', name }] : []
  })
}
