// A missing key fails the build (SH-30): every language has the same keys with the same holes, and every key that a template or a
// script asks for exists.
import { expect, test } from 'vitest'

type Words = { [key: string]: string | Words }
const files = import.meta.glob<{ default: Words }>('./*/*.ts', { eager: true })
const sources = import.meta.glob<string>('../**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })

function keysOf(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...keysOf(value, `${path}${key}.`)],
    ),
  )
}

const languages = new Map<string, Map<string, string>>()
for (const [path, file] of Object.entries(files)) {
  const [, language, noun] = /^\.\/([\w-]+)\/(\w+)\.ts$/.exec(path)!
  if (noun === 'all') continue
  const known = languages.get(language!) ?? new Map<string, string>()
  for (const [key, words] of keysOf(file.default, `${noun}.`)) known.set(key, words)
  languages.set(language!, known)
}
const english = languages.get('en')!
const holesOf = (words: string) => [...new Set(words.match(/\{\w+\}/g))].toSorted((a, b) => a.localeCompare(b))

test('there are words, in Japanese too', () => {
  expect(english.size).toBeGreaterThan(150)
  expect(languages.has('ja')).toBe(true)
})

test('every language knows exactly the keys that English knows', () => {
  for (const [language, words] of languages) {
    const missing = [...english.keys()].filter((key) => !words.has(key))
    const unknown = [...words.keys()].filter((key) => !english.has(key))
    expect({ language, missing, unknown }).toEqual({ language, missing: [], unknown: [] })
  }
})

test('a translation has the holes of the original', () => {
  for (const [language, words] of languages) {
    const wrong = [...words].filter(([key, text]) => {
      const [theirs, ours] = [holesOf(text), holesOf(english.get(key) ?? text)]
      return theirs.some((hole) => !ours.includes(hole))
    })
    expect({ language, wrong }).toEqual({ language, wrong: [] })
  }
})

test('no words hold what the message format would take for a command', () => {
  const wrong = [...languages].flatMap(([language, words]) =>
    [...words].filter(([, text]) => /@[:.]|\{[^}\w]/.test(text)).map(([key]) => `${language} ${key}`),
  )
  expect(wrong).toEqual([])
})

/** `t('a.b')` and `words: 'a.b'`; a template literal's fixed beginning must begin some key. */
function asked(source: string): { key: string; whole: boolean }[] {
  const plain = [...source.matchAll(/(?<![\w.])(?:t|say|te)\(\s*'([\w.]+)'/g)].map((m) => ({ key: m[1]!, whole: true }))
  const made = [...source.matchAll(/(?<![\w.])(?:t|say)\(\s*`([\w.]+)\$\{/g)].map((m) => ({ key: m[1]!, whole: false }))
  return [...plain, ...made]
}

test('every key asked for exists', () => {
  const unknown = Object.entries(sources)
    .filter(([path]) => !path.includes('.test.') && !path.startsWith('./'))
    .flatMap(([path, source]) =>
      asked(source)
        .filter(({ key, whole }) =>
          whole ? !english.has(key) : ![...english.keys()].some((known) => known.startsWith(key)),
        )
        .map(({ key }) => `${path} ${key}`),
    )
  expect(unknown).toEqual([])
})

test('… and the scan sees the templates: it finds hundreds of questions', () => {
  const all = Object.values(sources).flatMap(asked)
  expect(all.length).toBeGreaterThan(150)
})
