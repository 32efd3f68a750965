// The form's words come with the form, so that the first load carries none of them.
import { learnTemplateWords } from '../template/words.ts'
import { i18n, type Language } from '../../locales/i18n.ts'

const WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../../locales/en/slot.ts'),
  ja: () => import('../../locales/ja/slot.ts'),
}

/** In the language that is spoken now; again whenever another one is. Rejects when they cannot be loaded. */
export async function learnWords(): Promise<void> {
  const language = i18n.global.locale.value as Language
  const [words] = await Promise.all([WORDS[language](), learnTemplateWords()])
  i18n.global.mergeLocaleMessage(language, { slot: words.default })
}
