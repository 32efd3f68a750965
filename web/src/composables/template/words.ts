// The words about templates come with what shows them, so that the first load carries none of them.
import { i18n, type Language } from '../../locales/i18n.ts'

const WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../../locales/en/template.ts'),
  ja: () => import('../../locales/ja/template.ts'),
}

/** In the language that is spoken now; again whenever another one is. Rejects when they cannot be loaded. */
export async function learnTemplateWords(): Promise<void> {
  const language = i18n.global.locale.value as Language
  i18n.global.mergeLocaleMessage(language, { template: (await WORDS[language]()).default })
}
