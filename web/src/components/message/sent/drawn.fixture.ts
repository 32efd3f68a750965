// Bubbles mounted as a timeline mounts them, for tests: every word of English, nothing around.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Body } from '@madoguchi/contracts/row/message'
import { provideUnfolded } from '../../../composables/text/unfolded.ts'
import { bubblesOf } from '../../../composables/timeline/sent/bubbles.ts'
import all from '../../../locales/en/all.ts'
import MessageBubble from '../MessageBubble.vue'

export const english = () => createI18n({ legacy: false, locale: 'en', messages: { en: all as never } })

/** Settled: what is loaded when it is needed has come. */
export async function drawn(body: Body): Promise<VueWrapper> {
  const bubbles = bubblesOf(body, (id) => id)
  const Frame = defineComponent(() => {
    provideUnfolded()
    return () =>
      h(
        'div',
        bubbles.map((bubble, i) =>
          h(MessageBubble, { id: 'c:1', bubble, channel: 'c', foldKey: `m:${i}`, hint: null, key: i }),
        ),
      )
  })
  const wrapper = mount(Frame, { global: { plugins: [english()] }, attachTo: document.body })
  await vi.dynamicImportSettled()
  await flushPromises()
  return wrapper
}

export const drawnSent = (...messages: unknown[]): Promise<VueWrapper> => drawn({ kind: 'sent', messages } as Body)
