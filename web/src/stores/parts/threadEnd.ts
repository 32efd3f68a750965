// One end of what is drawn of a thread: whether more lies beyond it, and the way to load that, one page at a time.
import { ref, shallowRef, type Ref } from 'vue'
import { HttpError } from '../../http.ts'
import type { WarmThread } from './warmThread.ts'

type Deps = {
  thread: () => WarmThread | undefined
  more: (thread: WarmThread) => boolean
  page: (thread: WarmThread) => Promise<void>
}

export type ThreadEnd = {
  there: Ref<boolean>
  loading: Ref<boolean>
  error: Ref<HttpError | null>
  draw(): void
  /** Another thread, or another place in it. */
  reset(): void
  load(): Promise<void>
}

export function createThreadEnd({ thread, more, page }: Deps): ThreadEnd {
  const there = ref(false)
  const loading = ref(false)
  const error = shallowRef<HttpError | null>(null)

  async function load(): Promise<void> {
    const asked = thread()
    if (asked === undefined || loading.value || !more(asked)) return
    loading.value = true
    error.value = null
    try {
      await page(asked)
    } catch (failure) {
      if (thread() === asked) error.value = failure instanceof HttpError ? failure : null
    } finally {
      loading.value = false
    }
  }

  return {
    there,
    loading,
    error,
    load,
    draw() {
      const now = thread()
      there.value = now !== undefined && more(now)
    },
    reset() {
      error.value = null
    },
  }
}
