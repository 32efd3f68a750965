// PURE: the variables of a text, each once, with what will be sent for it (CM-9).
import { variablesIn, type Values, type Variable } from '@madoguchi/contracts/template/variables'

/** `value: null` = not known yet; `wrong`: the send would stop at it. */
export type Chip = { key: string; name: string; value: string | null; wrong: 'unknown' | 'missing' | null }

export function chipsOf(text: string, values: Values | null): Chip[] {
  if (!text.includes('{{')) return []
  const found = variablesIn(text).map(({ name, fallback, known }): Chip => {
    const key = `${name}|${fallback ?? ''}`
    if (!known) return { key, name, value: null, wrong: 'unknown' }
    const value = (values?.[name as Variable] ?? '') || fallback
    return { key, name, value, wrong: values !== null && value === null ? 'missing' : null }
  })
  return [...new Map(found.map((chip) => [chip.key, chip])).values()]
}
