// The words of the quota come after the first page stands, so that the first load carries none of them; again whenever another
// language is spoken. Until they are there nothing of it is drawn.
import { computed, shallowReactive, watch } from 'vue'
import { i18n, type Language } from '../../locales/i18n.ts'

const WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../../locales/en/quota.ts'),
  ja: () => import('../../locales/ja/quota.ts'),
}

const known = shallowReactive(new Set<string>())
const { locale } = i18n.global

/** Rejects when they cannot be loaded. */
export async function learnWords(language = locale.value as Language): Promise<void> {
  if (known.has(language)) return
  i18n.global.mergeLocaleMessage(language, { quota: (await WORDS[language]()).default })
  known.add(language)
}
watch(locale, (language) => void learnWords(language as Language).catch(() => undefined))

export const wordsKnown = computed(() => known.has(locale.value))
