// What a customer sent, mounted as a timeline mounts it, for tests.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import { h } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Media } from '@madoguchi/contracts/row/body/media'
import type { MediaBody as Body } from '../../composables/media/mediaBody.ts'
import { item } from '../../composables/timeline/build.fixture.ts'
import all from '../../locales/en/all.ts'
import MediaBody from './MediaBody.vue'
import MediaGallery from './MediaGallery.vue'

export const english = () => createI18n({ legacy: false, locale: 'en', messages: { en: all as never } })

export const stored = (type: string, more: Partial<Extract<Media, { state: 'stored' }>> = {}): Media => ({
  state: 'stored',
  type,
  bytes: 3_400_000,
  preview: false,
  ...more,
})

export async function settled(): Promise<void> {
  await vi.dynamicImportSettled()
  await flushPromises()
}

export async function drawnMedia(body: Body, id = 'c:17', alt?: string): Promise<VueWrapper> {
  const wrapper = mount(MediaBody, {
    props: { id, body, alt },
    global: { plugins: [english()] },
    attachTo: document.body,
  })
  await settled()
  return wrapper
}

/** Inside a gallery, one after the other, with the ids c:0, c:1, … */
export async function drawnThread(bodies: Body[]): Promise<VueWrapper> {
  const items = bodies.map((body, i) => item(Date.UTC(2026, 0, 5, 3, i), { body }, `c:${i}`))
  const wrapper = mount(MediaGallery, {
    props: { items },
    slots: { default: () => bodies.map((body, i) => h(MediaBody, { id: `c:${i}`, body, key: i })) },
    global: { plugins: [english()] },
    attachTo: document.body,
  })
  await settled()
  return wrapper
}
