// What was found (LP-13). An answer that came too late for what is asked now is dropped; what was found before stays on the screen until
// the next answer is there, so that nothing flickers while one types.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { NameHit, SearchPage, TextHit } from '@madoguchi/contracts/http/search'
import { HttpError, request } from '../http.ts'

/** `short`: too few characters for what is looked for. `busy`: it took too long, or too many search at once. */
export type SearchState = 'idle' | 'searching' | 'ready' | 'short' | 'busy' | 'error'

export const useSearch = defineStore('search', () => {
  const state = ref<SearchState>('idle')
  const names = shallowRef<readonly NameHit[]>([])
  const texts = shallowRef<readonly TextHit[]>([])
  const after = ref<string | null>(null)
  /** Events that the index has still to read. */
  const behind = ref(0)
  /** Of the text, in characters; said with `short`. */
  const limit = ref<number | null>(null)
  const error = shallowRef<HttpError | null>(null)
  const loadingMore = ref(false)
  const moreFailed = ref(false)
  let asked = 0
  let path = ''

  function clear() {
    asked++
    path = ''
    names.value = []
    texts.value = []
    after.value = null
    loadingMore.value = moreFailed.value = false
    state.value = 'idle'
  }

  function fail(failure: unknown) {
    if (!(failure instanceof HttpError)) throw failure
    const short = failure.status === 422 && failure.field === 'q'
    state.value = short ? 'short' : failure.status === 503 && failure.code === 'busy' ? 'busy' : 'error'
    limit.value = failure.limit ?? null
    error.value = failure
    names.value = []
    texts.value = []
    after.value = null
  }

  /** `to`: the whole request without `after`. */
  async function look(to: string): Promise<void> {
    const mine = ++asked
    path = to
    state.value = 'searching'
    loadingMore.value = moreFailed.value = false
    try {
      const page = await request<SearchPage>('GET', to)
      if (mine !== asked) return
      names.value = page.names
      texts.value = page.texts
      after.value = page.after
      behind.value = page.behind
      state.value = 'ready'
    } catch (failure) {
      if (mine === asked) fail(failure)
    }
  }

  /** A page may hold few: the gateway looks through so much at a time. */
  async function more(): Promise<void> {
    if (after.value === null || loadingMore.value) return
    const mine = asked
    loadingMore.value = true
    moreFailed.value = false
    try {
      const page = await request<SearchPage>('GET', `${path}&after=${encodeURIComponent(after.value)}`)
      if (mine !== asked) return
      const known = new Set(texts.value.map(({ message }) => message))
      texts.value = [...texts.value, ...page.texts.filter(({ message }) => !known.has(message))]
      after.value = page.after
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      if (mine === asked) moreFailed.value = true
    } finally {
      if (mine === asked) loadingMore.value = false
    }
  }

  return {
    state,
    names,
    texts,
    after,
    behind,
    limit,
    error,
    loadingMore,
    moreFailed,
    look,
    more,
    again: () => look(path),
    clear,
  }
})
