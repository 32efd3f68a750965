// Files on their way into the composer: by button, paste, or drop anywhere over the conversation (CM-10). What comes before the part
// that knows files has been loaded waits for it.
import { useEventListener } from '@vueuse/core'
import { ref, shallowRef, watch, type Ref } from 'vue'
import type { BesideLink } from './link.ts'

type Deps = { link: Ref<Pick<BesideLink, 'attach'> | null>; may: () => boolean; over: () => HTMLElement | null }

export function useAttach({ link, may, over }: Deps) {
  const waiting = shallowRef<File[]>([])
  const dragged = ref(false)

  function attach(files: Iterable<File> | null | undefined) {
    const given = [...(files ?? [])]
    if (given.length === 0 || !may()) return
    if (link.value === null) waiting.value = [...waiting.value, ...given]
    else link.value.attach(given)
  }
  watch(link, (now) => {
    if (now === null) return
    now.attach(waiting.value)
    waiting.value = []
  })

  /** Without it a browser opens the file in the console's place. */
  function drag(event: DragEvent) {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    dragged.value = event.type !== 'drop' && may()
    if (event.type === 'drop') attach(event.dataTransfer.files)
  }
  useEventListener(over, ['dragenter', 'dragover', 'drop'], drag)
  useEventListener(over, 'dragleave', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && over()?.contains(relatedTarget) === true)) dragged.value = false
  })
  return { waiting, dragged, attach }
}
