// A part that comes with the first need of it. Without a line it is tried again until it comes.
import { defineAsyncComponent, type Component } from 'vue'

const AGAIN_MS = 3_000

/** `words`: without which it cannot be drawn. `loading`: stands in its place from the first moment. */
type With = { words?: () => Promise<unknown>; loading?: Component }

export function later<C extends Component>(load: () => Promise<{ default: C }>, { words, loading }: With = {}) {
  return defineAsyncComponent({
    async loader(): Promise<C> {
      const [part] = await Promise.all([load(), words?.()])
      return part.default
    },
    ...(loading !== undefined && { loadingComponent: loading, delay: 0 }),
    onError: (_, again) => void setTimeout(again, AGAIN_MS),
  })
}
