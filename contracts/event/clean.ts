// jsonb refuses U+0000 and lone surrogates, and people can send both: everything that enters a row passes here, else one
// message would fail a whole group commit.

const isClean = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')
const cleanText = (text: string): string => (isClean(text) ? text : text.replaceAll('\u0000', '\uFFFD').toWellFormed())

/** The same value where nothing is to be done, which is nearly always. */
export function clean<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T
  if (typeof value !== 'object' || value === null || isCleanInside(value)) return value
  if (Array.isArray(value)) return value.map(clean) as T
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), clean(inner)])) as T
}

function isCleanInside(value: object): boolean {
  // Not Object.entries: this runs over every row of every event, and pairs are garbage.
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key]
    if (!isClean(key)) return false
    if (typeof inner === 'string' ? !isClean(inner) : isThing(inner) && !isCleanInside(inner)) return false
  }
  return true
}

const isThing = (value: unknown): value is object => typeof value === 'object' && value !== null
