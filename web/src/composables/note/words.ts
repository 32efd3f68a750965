// The words about notes come with what shows them, so that the first load carries none of them.
import { computed, ref, watch, type ComputedRef } from 'vue'
import { i18n, type Language } from '../../locales/i18n.ts'

const WORDS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../../locales/en/note.ts'),
  ja: () => import('../../locales/ja/note.ts'),
}
const known = ref<ReadonlySet<string>>(new Set())

/** In the language that is spoken now. Rejects when they cannot be loaded. */
export async function learnNoteWords(): Promise<void> {
  const language = i18n.global.locale.value as Language
  if (known.value.has(language)) return
  i18n.global.mergeLocaleMessage(language, { note: (await WORDS[language]()).default })
  known.value = new Set([...known.value, language])
}

/** Whether they are known; another language is learnt when it is chosen, and what cannot be loaded is tried again then. */
export function useNoteWords(): ComputedRef<boolean> {
  watch(i18n.global.locale, () => void learnNoteWords().catch(() => {}), { immediate: true })
  return computed(() => known.value.has(i18n.global.locale.value))
}
