// Which template the words were made of, for counting, and what was filled in: in the draft until it is sent or the words are gone.
import { computed, watch, type Ref } from 'vue'
import { besideOf } from '../../../stores/parts/beside.ts'
import { usePersonal } from '../../../stores/personal.ts'
import type { Filled } from './canned.ts'

export type TemplateUsed = ReturnType<typeof useTemplateUsed>
type Used = { id: string; filled: Filled[] }

export function useTemplateUsed(conversation: string, text: Ref<string>) {
  const personal = usePersonal()
  const template = computed(() => usedOf(besideOf(personal.draft(conversation)?.form).template))
  const keep = (used: Used | null) => personal.changeDraft(conversation, { beside: { template: used } })

  // Other words, written after all of these were taken away, were made of nothing.
  watch(text, (words) => words.trim() === '' && template.value !== null && keep(null))

  return {
    template,
    filled: computed(() => template.value?.filled ?? []),
    use: (id: string, filled: Filled[]) => keep({ id, filled }),
    hide: () => template.value !== null && keep({ ...template.value, filled: [] }),
  }
}

/** Read with distrust. */
function usedOf(kept: unknown): Used | null {
  const { id, filled } = Object(kept) as { id?: unknown; filled?: unknown }
  if (typeof id !== 'string') return null
  const isFilled = (one: unknown): one is Filled => {
    const { name, value } = Object(one) as Record<string, unknown>
    return typeof name === 'string' && typeof value === 'string'
  }
  return { id, filled: Array.isArray(filled) ? filled.filter(isFilled) : [] }
}
