// Two languages, two tables and a function. `?lang=ja|en` wins over the browser's language.
import { en } from './words/en.ts'
import type { Word } from './words/en.ts'
import { ja } from './words/ja.ts'

export type { Word }

const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language
export const language: 'ja' | 'en' = wanted.toLowerCase().startsWith('ja') ? 'ja' : 'en'
const words: Record<Word, string> = language === 'ja' ? ja : en

/** A phrase with its `{places}` filled. */
export function say(word: Word, values: Record<string, string | number> = {}): string {
  return words[word].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))
}

/** A phrase named by data (`reason_…`, `note_…`); the bare name when there is none. */
export const sayOf = (prefix: string, name: string, values: Record<string, string | number> = {}): string =>
  `${prefix}_${name}` in words ? say(`${prefix}_${name}` as Word, values) : name
