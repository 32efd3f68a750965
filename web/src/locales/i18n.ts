// Languages: one chunk each, loaded when chosen. The agent's choice, else the browser's, else English (SH-30). Words live in
// <language>/<noun>.ts as plain nested objects; a test fails when a key is missing in one of them or used without existing.
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'

export const LANGUAGES = { en: 'English', ja: '日本語', th: 'ไทย', 'zh-TW': '繁體中文' } as const
export type Language = keyof typeof LANGUAGES
const KEY = 'madoguchi.language'

const WORDS = import.meta.glob<{ default: Record<string, object> }>('./*/all.ts')

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', missingWarn: import.meta.env.DEV })

const isLanguage = (value: string): value is Language => Object.hasOwn(LANGUAGES, value)
/** Chinese in traditional characters, wherever it is read. `zh` alone and `zh-CN` mean the simplified ones, another writing. */
const TRADITIONAL = /^zh-(tw|hk|mo|hant)\b/

/** `ja-JP` is Japanese; what we do not speak is English. */
export function languageOf(wanted: readonly (string | null | undefined)[]): Language {
  const short = wanted.map((given) => {
    const tag = given?.toLowerCase() ?? ''
    return TRADITIONAL.test(tag) ? 'zh-TW' : tag.split('-')[0]!
  })
  return short.find(isLanguage) ?? 'en'
}

export const firstLanguage = (): Language => languageOf([localStorage.getItem(KEY), ...navigator.languages])

/** Shows everything in this language; `remember` keeps it for the next visit. */
export async function speak(language: Language, remember = false): Promise<void> {
  const { global } = i18n
  if (!global.availableLocales.includes(language) || Object.keys(global.getLocaleMessage(language)).length === 0)
    global.setLocaleMessage(language, (await WORDS[`./${language}/all.ts`]!()).default as never)
  global.locale.value = language as never
  document.documentElement.lang = language
  if (remember) localStorage.setItem(KEY, language)
  await nextTick()
}
