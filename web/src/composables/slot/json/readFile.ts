// A JSON file as text for a field. What stands in it is judged there, like anything pasted; here only whether it can be text at all.
import { JSON_MAX, readJson } from './readJson.ts'

/** `too_large`: of `limit` bytes. */
export type FileRead = { text: string } | { problem: 'too_large' | 'unreadable' | 'empty'; limit: number }

export async function readJsonFile(file: Blob): Promise<FileRead> {
  const refused = (problem: 'too_large' | 'unreadable' | 'empty') => ({ problem, limit: JSON_MAX })
  if (file.size > JSON_MAX) return refused('too_large')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    if (text.includes('\0')) return refused('unreadable')
    return text.trim() === '' ? refused('empty') : { text }
  } catch {
    // Not UTF-8, or the file went away while it was read.
    return refused('unreadable')
  }
}

/** Of a whole Flex message its container and alternative text; anything else is the container itself. */
export function flexOf(text: string): { contents: string; altText: string | null } {
  const read = readJson(text)
  const { type, contents, altText } = Object('wrong' in read ? null : read.value) as Record<string, unknown>
  if (type !== 'flex' || contents === undefined) return { contents: text, altText: null }
  return { contents: JSON.stringify(contents, null, 2), altText: typeof altText === 'string' ? altText : null }
}
