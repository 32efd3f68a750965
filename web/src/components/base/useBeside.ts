// A box beside what opened it: it is placed when it is drawn and its first field has the focus; Esc and a press elsewhere close it, and
// by Esc the focus goes back.
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { placeBeside, type Side } from './place.ts'

/** `anchor`: a button, or what holds one. */
type Deps = {
  anchor: HTMLElement
  box: Readonly<Ref<HTMLElement | null>>
  side: Side
  align: 'start' | 'end'
  gone: () => void
}

export function useBeside({ anchor, box, side, align, gone }: Deps) {
  const place = ref({ left: 0, top: 0 })
  const button = anchor.querySelector('button') ?? anchor

  function close(giveBack = true) {
    gone()
    if (giveBack) button.focus()
  }
  function outside({ target }: PointerEvent) {
    if (target instanceof Node && box.value?.contains(target) !== true && !anchor.contains(target)) close(false)
  }
  function keydown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    close()
  }
  onMounted(() => {
    const { offsetWidth: width, offsetHeight: height } = box.value!
    const room = { width: innerWidth, height: innerHeight }
    place.value = placeBeside(button.getBoundingClientRect(), { width, height }, room, side, align)
    box.value?.querySelector<HTMLElement>('select, input')?.focus({ preventScroll: true })
    document.addEventListener('pointerdown', outside, true)
  })
  onBeforeUnmount(() => document.removeEventListener('pointerdown', outside, true))
  return { place, close, keydown }
}
