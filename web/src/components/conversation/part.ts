// The thread comes with the first conversation that is opened; whoever moves a hand towards one has it before the click. Without a line
// it is tried again until it comes.
import { useEventListener } from '@vueuse/core'
import { defineAsyncComponent } from 'vue'
import ThreadBones from './ThreadBones.vue'

const AGAIN_MS = 3_000
const load = () => import('./ConversationView.vue')

export const ConversationView = defineAsyncComponent({
  loader: load,
  loadingComponent: ThreadBones,
  delay: 0,
  onError: (_, again) => void setTimeout(again, AGAIN_MS),
})

/** With the first touch of pointer or keyboard. */
export function fetchThreadSoon() {
  for (const event of ['pointermove', 'pointerdown', 'keydown'] as const)
    useEventListener(window, event, () => void load().catch(() => {}), { once: true, passive: true })
}
