// jsonb refuses U+0000 and lone surrogates, and people can send both: everything that enters a row passes here, else one
// message would fail a whole group commit.

const clean1 = (text: string): string =>
  (text.includes('\u0000') ? text.replaceAll('\u0000', '\uFFFD') : text).toWellFormed()

export function clean<T>(value: T): T {
  if (typeof value === 'string') return clean1(value) as T
  if (Array.isArray(value)) return value.map(clean) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [clean1(k), clean(v)])) as T
  return value
}
