// Conversations by name from the server, beside those loaded here: asked when typing pauses; an answer that came too late for what is
// typed now is dropped. Without the server the palette works with what is loaded, and says so.
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { SEARCH_MAX, SEARCH_MIN, type NameHit, type SearchPage } from '@madoguchi/contracts/http/search'
import { HttpError, request } from '../../http.ts'

const PAUSE_MS = 150

export function useNames(query: Ref<string>) {
  const hits = shallowRef<readonly NameHit[]>([])
  const state = ref<'idle' | 'searching' | 'failed'>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function ask(q: string) {
    const mine = ++asked
    state.value = 'searching'
    try {
      const page = await request<SearchPage>('GET', `/api/search?q=${encodeURIComponent(q)}`)
      if (mine !== asked) return
      hits.value = page.names
      state.value = 'idle'
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      if (mine !== asked) return
      hits.value = []
      // 422: too short for the server; 404: a server without a search.
      state.value = failure.status === 422 || failure.status === 404 ? 'idle' : 'failed'
    }
  }

  watch(query, (typed) => {
    clearTimeout(timer)
    asked++
    hits.value = []
    state.value = 'idle'
    const q = typed.trim()
    if (q.length < SEARCH_MIN.names || q.length > SEARCH_MAX) return
    timer = setTimeout(() => void ask(q), PAUSE_MS)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    asked++
  })
  return { hits, state }
}
