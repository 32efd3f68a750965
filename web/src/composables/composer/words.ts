// What the composer says beside the words comes with what shows it, so that the first load carries none of it.
import { i18n, type Language } from '../../locales/i18n.ts'

const WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../../locales/en/beside.ts'),
  ja: () => import('../../locales/ja/beside.ts'),
}

/** In the language that is spoken now; again whenever another one is. Rejects when they cannot be loaded. */
export async function learnBesideWords(): Promise<void> {
  const language = i18n.global.locale.value as Language
  i18n.global.mergeLocaleMessage(language, { beside: (await WORDS[language]()).default })
}
