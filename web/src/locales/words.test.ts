// A missing key fails the build (SH-30): every language has the same keys with the same holes, and every key that a template or a
// script asks for exists.
import { expect, test } from 'vitest'
import { LANGUAGES } from './i18n.ts'
import { english, holesOf, languages, lettersOf } from './words.fixture.ts'

const sources = import.meta.glob<string>('../**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })
const others = [...languages].filter(([language]) => language !== 'en')

test('there are words in every language that can be chosen, and in no other', () => {
  expect(english.size).toBeGreaterThan(150)
  expect([...languages.keys()].sort()).toEqual(Object.keys(LANGUAGES).sort())
})

test('every language knows exactly the keys that English knows', () => {
  for (const [language, words] of others) {
    const missing = [...english.keys()].filter((key) => !words.has(key))
    const unknown = [...words.keys()].filter((key) => !english.has(key))
    expect({ language, missing, unknown }).toEqual({ language, missing: [], unknown: [] })
  }
})

test('a translation has the holes of the original, all of them and no other', () => {
  for (const [language, words] of others) {
    const wrong = [...words].filter(([key, text]) => holesOf(text).join() !== holesOf(english.get(key) ?? text).join())
    expect({ language, wrong }).toEqual({ language, wrong: [] })
  }
})

test('what counts has one form in languages that know no plural; another one only where one is told without a number', () => {
  for (const [language, words] of others) {
    const wrong = [...words].filter(([, text]) => {
      const [one = '', ...more] = text.split(' | ')
      return more.length > 1 || (more.length === 1 && one.includes('{n}'))
    })
    expect({ language, wrong }).toEqual({ language, wrong: [] })
  }
})

/** What has no other name: LINE's and others' own, of their developers' console (it is in English), of keys, of formats. */
const NAMES = new Set(
  `LINE ID URL API JSON ASCII RRGGBB https push Flex Message Webhook webhook Use Channel channel secret Messaging Basic settings
  Developers Console Google Apple Maps OpenStreetMap Beacon Enter Esc Shift Tab Alt Delete Backspace`.split(/\s+/),
)

test('no words of another writing are English by accident, whole or in part', () => {
  for (const [language, words] of others) {
    const left = [...words].flatMap(([key, text]) =>
      lettersOf(text)
        .filter((word) => !NAMES.has(word))
        .map((word) => `${key}: ${word}`),
    )
    expect({ language, left }).toEqual({ language, left: [] })
  }
})

test('… and every name that is let through stands somewhere', () => {
  const used = new Set(others.flatMap(([, words]) => [...words.values()].flatMap(lettersOf)))
  expect([...NAMES].filter((name) => !used.has(name))).toEqual([])
})

test('no words hold what the message format would take for a command', () => {
  const wrong = [...languages].flatMap(([language, words]) =>
    [...words].filter(([, text]) => /@[:.]|\{[^}\w]/.test(text)).map(([key]) => `${language} ${key}`),
  )
  expect(wrong).toEqual([])
})

test('what loads late is left out of what loads first, in every language', () => {
  const lists = Object.entries(sources).filter(([path]) => /^\.\/[\w-]+\/all\.ts$/.test(path))
  const late = /\{([\w,]+)\}\.ts/.exec(sources['./lazy.ts']!)![1]!.split(',')
  expect(lists.length).toBe(languages.size)
  for (const [path, source] of lists) {
    const out = [...source.matchAll(/'!\.\/(\w+)\.ts'/g)].map(([, noun]) => noun!)
    expect({ path, out: out.sort() }).toEqual({ path, out: ['all', ...late].sort() })
  }
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
