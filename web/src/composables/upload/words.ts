// Words of uploads come with what uploads, so that the first load carries none of them.
import { i18n, type Language } from '../../locales/i18n.ts'

const WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../../locales/en/upload.ts'),
  ja: () => import('../../locales/ja/upload.ts'),
}

/** In the language that is spoken now; again whenever another one is. Rejects when they cannot be loaded. */
export async function learnUploadWords(): Promise<void> {
  const language = i18n.global.locale.value as Language
  i18n.global.mergeLocaleMessage(language, { upload: (await WORDS[language]()).default })
}
