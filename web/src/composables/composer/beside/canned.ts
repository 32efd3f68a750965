// PURE: finding a template by what is typed after `/`, and what it puts into the field (CM-7, CM-9).
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import { fillText, knownValue, variablesIn, type Values, type Variable } from '@madoguchi/contracts/template/variables'

/** A published one: the gateway has checked what it says. */
export type Canned = Pick<TemplateRow, 'name' | 'folder' | 'shortcut'> & { id: string; messages: SendableMessage[] }
export type Filled = { name: string; value: string }

/** null: the text asks for none. Only at the very start, and no longer than a name may be. */
export function queryOf(text: string): string | null {
  const found = /^\/([^\n/]{0,60})$/.exec(text)
  return found === null ? null : found[1]!
}

const folded = (words: string) => words.normalize('NFKC').toLowerCase()

/** Shortcuts that begin with it first, then names that do, then those that hold it somewhere; folders count as well. */
export function matching(all: readonly Canned[], query: string): Canned[] {
  const asked = folded(query).trim()
  const rank = ({ shortcut, name, folder }: Canned): number => {
    if (asked === '') return 2
    if (folded(shortcut) === asked) return 0
    if (folded(shortcut).startsWith(asked)) return 1
    if (folded(name).startsWith(asked)) return 2
    return folded(`${folder} ${name} ${shortcut}`).includes(asked) ? 3 : 4
  }
  return all
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at < 4)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** The words, if it is nothing but one plain text; null: the form is needed. */
export function wordsOf({ messages }: Canned): string | null {
  const [one, ...rest] = messages
  if (one?.type !== 'text' || rest.length > 0) return null
  return Object.keys(one).every((key) => key === 'type' || key === 'text') ? one.text : null
}

export type Insertion = { text: string; filled: Filled[] } | { missing: string[] }

/** Filled once, here and now: what stands in the field afterwards is sent as it stands. */
export function insertion(words: string, values: Values): Insertion {
  const { value, missing } = fillText(words, values)
  if (missing.length > 0) return { missing: [...new Set(missing)] }
  const filled = variablesIn(words).map(({ name, fallback }) => ({
    name,
    value: knownValue(name as Variable, values) ?? fallback ?? '',
  }))
  return { text: value, filled: [...new Map(filled.map((one) => [one.name, one])).values()] }
}
