import { refuse } from '../answer.ts'
import type { Answer } from '../answer.ts'

const MAX_BYTES = 2 * 1024 * 1024

/** The body of a JSON call as an object, or LINE's refusal. */
export function readJson(
  bytes: Buffer,
  contentType: string | undefined,
): { body: Record<string, unknown> } | { refused: Answer } {
  if (bytes.length > MAX_BYTES) return { refused: refuse(413, 'Request Entity Too Large (sim)') }
  if (!/^application\/json\b/i.test(contentType ?? '')) return { refused: refuse(415, 'Unsupported Media Type (sim)') }
  const text = bytes.toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { body: value as Record<string, unknown> }
    return unreadable(1, 1)
  } catch (error) {
    const { line, column } = whereBroken(text, error as Error)
    return unreadable(line, column)
  }
}

const unreadable = (line: number, column: number) => ({
  refused: refuse(400, `The request body could not be parsed as JSON (line: ${line}, column: ${column})`),
})

/** V8 names the offset for most mistakes; for the rest (an end too early) the place is the end. */
function whereBroken(text: string, error: Error): { line: number; column: number } {
  const named = /at position (\d+)/.exec(error.message)?.[1]
  const before = text.slice(0, named === undefined ? text.length : Number(named))
  const lines = before.split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}
