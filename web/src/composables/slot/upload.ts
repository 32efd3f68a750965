// One file on its way from an agent's disk into the fields of a slot: prepared, sent, and then an address. What does that is loaded when
// the first file comes.
import { onScopeDispose, shallowRef } from 'vue'

export type UploadState =
  | { is: 'idle' }
  /** `progress` 0 … 1; null: being prepared. */
  | { is: 'busy'; name: string; progress: number | null }
  | { is: 'failed'; name: string; problem: unknown }

/** Does the work; `onProgress` 0 … 1. Rejects with what is to be said. */
export type Bring<T> = (file: File, how: { onProgress: (done: number) => void; signal: AbortSignal }) => Promise<T>

/** One at a time: a further file takes the place of the one on its way. */
export function useUpload<T>(bring: Bring<T>, done: (made: T) => void) {
  const state = shallowRef<UploadState>({ is: 'idle' })
  let current: AbortController | null = null

  function cancel() {
    current?.abort()
    current = null
    state.value = { is: 'idle' }
  }
  onScopeDispose(cancel)

  async function take(file: File) {
    cancel()
    const mine = new AbortController()
    current = mine
    const { name } = file
    state.value = { is: 'busy', name, progress: null }
    const onProgress = (progress: number) => {
      if (current === mine) state.value = { is: 'busy', name, progress }
    }
    try {
      const made = await bring(file, { onProgress, signal: mine.signal })
      if (current !== mine) return
      cancel()
      done(made)
    } catch (problem) {
      if (current !== mine) return
      current = null
      state.value = { is: 'failed', name, problem }
    }
  }
  return { state, take, cancel }
}
