// All words of all languages, flat: 'shell.chat' → 'Chat'.
type Words = { [key: string]: string | Words }
const files = import.meta.glob<{ default: Words }>('./*/*.ts', { eager: true })

function keysOf(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...keysOf(value, `${path}${key}.`)],
    ),
  )
}

export const languages = new Map<string, Map<string, string>>()
for (const [path, file] of Object.entries(files)) {
  const [, language, noun] = /^\.\/([\w-]+)\/(\w+)\.ts$/.exec(path)!
  if (noun === 'all') continue
  const known = languages.get(language!) ?? new Map<string, string>()
  for (const [key, words] of keysOf(file.default, `${noun}.`)) known.set(key, words)
  languages.set(language!, known)
}
export const english = languages.get('en')!

/** In every form of it. */
export const holesOf = (words: string): string[] =>
  [...new Set(words.match(/\{\w+\}/g))].toSorted((a, b) => a.localeCompare(b))

/** Words in Latin letters, holes apart. */
export const lettersOf = (words: string): string[] => words.replaceAll(/\{\w+\}/g, ' ').match(/[A-Za-z]{2,}/g) ?? []
