// The eye is led to one entry, for two seconds (TL-12).
import { onScopeDispose, ref, type Ref } from 'vue'

export const MARKED_MS = 2_000

export function useMark(): { marked: Ref<string | null>; mark(key: string): void } {
  const marked = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  return {
    marked,
    mark(key) {
      marked.value = key
      clearTimeout(timer)
      timer = setTimeout(() => (marked.value = null), MARKED_MS)
    },
  }
}
