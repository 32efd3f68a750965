// The words of the quota come after the first page stands, so that the first load carries none of them; again whenever another
// language is spoken. Until they are there nothing of it is drawn.
import { computed, watch } from 'vue'
import { i18n } from '../../locales/i18n.ts'
import { knows, learn } from '../../locales/lazy.ts'

/** Rejects when they cannot be loaded. */
export const learnWords = () => learn('quota')
watch(i18n.global.locale, () => void learnWords().catch(() => undefined))

export const wordsKnown = computed(() => knows('quota'))
