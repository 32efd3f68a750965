// Languages: one chunk each, loaded when chosen. The agent's choice, else the browser's, else English (SH-30). Words live in
// <language>/<noun>.ts as plain nested objects; a test fails when a key is missing in one of them or used without existing.
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'

export const LANGUAGES = { en: 'English', ja: '日本語' } as const
export type Language = keyof typeof LANGUAGES
const KEY = 'madoguchi.language'

const WORDS: Record<Language, () => Promise<{ default: Record<string, object> }>> = {
  en: () => import('./en/all.ts'),
  ja: () => import('./ja/all.ts'),
}

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', missingWarn: import.meta.env.DEV })

const isLanguage = (value: string): value is Language => Object.hasOwn(LANGUAGES, value)

/** `ja-JP` is Japanese; what we do not speak is English. */
export function languageOf(wanted: readonly (string | null | undefined)[]): Language {
  const short = wanted.map((tag) => tag?.toLowerCase().split('-')[0] ?? '')
  return short.find(isLanguage) ?? 'en'
}

export const firstLanguage = (): Language => languageOf([localStorage.getItem(KEY), ...navigator.languages])

/** Shows everything in this language; `remember` keeps it for the next visit. */
export async function speak(language: Language, remember = false): Promise<void> {
  const { global } = i18n
  if (!global.availableLocales.includes(language) || Object.keys(global.getLocaleMessage(language)).length === 0)
    global.setLocaleMessage(language, (await WORDS[language]()).default as never)
  global.locale.value = language as never
  document.documentElement.lang = language
  if (remember) localStorage.setItem(KEY, language)
  await nextTick()
}
