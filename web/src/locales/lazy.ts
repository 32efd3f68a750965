// Words that come with what shows them, so that the first load carries none of them: a noun's file in the language that is spoken now.
// What stands here is left out of every all.ts; a test holds the two lists together.
import { computed, ref, watch, type ComputedRef } from 'vue'
import { i18n } from './i18n.ts'

const FILES = import.meta.glob<{ default: object }>(
  './*/{team,people,audit,rules,notice,search,keys,palette,desk,note,beside,upload,quota,schedule,slot,template,edit,notify,date}.ts',
)
const known = ref<ReadonlySet<string>>(new Set())

/** Rejects when they cannot be loaded. */
export async function learn(noun: string): Promise<void> {
  const language = i18n.global.locale.value
  const path = `./${language}/${noun}.ts`
  if (known.value.has(path)) return
  const load = FILES[path]
  if (load === undefined) throw new Error(`no words ${path}`)
  i18n.global.mergeLocaleMessage(language, { [noun]: (await load()).default })
  known.value = new Set([...known.value, path])
}

/** In the language that is spoken now. */
export const knows = (noun: string): boolean => known.value.has(`./${i18n.global.locale.value}/${noun}.ts`)

/** Whether they are known; another language is learnt when it is chosen, and what cannot be loaded is tried again then. */
export function useLazyWords(noun: string): ComputedRef<boolean> {
  watch(i18n.global.locale, () => void learn(noun).catch(() => {}), { immediate: true })
  return computed(() => knows(noun))
}
