// The thread comes with the first conversation that is opened; whoever moves a hand towards one has it before the click.
import { useEventListener } from '@vueuse/core'
import { later } from '../../composables/later.ts'
import ThreadBones from './ThreadBones.vue'

const load = () => import('./ConversationView.vue')

export const ConversationView = later(load, { loading: ThreadBones })

/** With the first touch of pointer or keyboard. */
export function fetchThreadSoon() {
  for (const event of ['pointermove', 'pointerdown', 'keydown'] as const)
    useEventListener(window, event, () => void load().catch(() => {}), { once: true, passive: true })
}
