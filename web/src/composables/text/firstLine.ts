import { isBlank } from './blank.ts'

// The first line that says something, for previews; cut only because nobody sees more of it.
const SHOWN = 240

export function firstLine(text: string): string {
  if (isBlank(text)) return ''
  const line = /\S[^\n\r\u2028\u2029]*/.exec(text)?.[0] ?? ''
  if (line.length <= SHOWN) return line.trimEnd()
  // Never half of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(line[SHOWN - 1] ?? '') ? SHOWN - 1 : SHOWN
  return line.slice(0, end)
}
