// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import composer from '../../locales/en/composer.ts'
import { usePersonal } from '../../stores/personal.ts'
import ComposerText from './ComposerText.vue'

let wrapper: ReturnType<typeof open>

function open() {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { composer } } })
  const mounted = mount(ComposerText, {
    props: { text: '', over: false },
    global: { plugins: [i18n] },
    attachTo: document.body,
  })
  const field = mounted.find('textarea')
  return { mounted, field, sends: () => mounted.emitted('send')?.length ?? 0 }
}

beforeEach(() => {
  setActivePinia(createPinia())
  wrapper = open()
})
afterEach(() => wrapper.mounted.unmount())

test('Mod+Enter sends by default, Enter alone breaks the line', async () => {
  await wrapper.field.trigger('keydown', { key: 'Enter' })
  expect(wrapper.sends()).toBe(0)
  await wrapper.field.trigger('keydown', { key: 'Enter', ctrlKey: true })
  expect(wrapper.sends()).toBe(1)
})

test('with Enter chosen, Enter sends and Shift+Enter breaks', async () => {
  usePersonal().preferences.sendKey = 'enter'
  await wrapper.field.trigger('keydown', { key: 'Enter', shiftKey: true })
  expect(wrapper.sends()).toBe(0)
  await wrapper.field.trigger('keydown', { key: 'Enter' })
  expect(wrapper.sends()).toBe(1)
})

test('the Enter that ends a composition does not send, in the order of Chrome and of Safari', async () => {
  usePersonal().preferences.sendKey = 'enter'
  const { field } = wrapper
  await field.trigger('compositionstart')
  await field.trigger('keydown', { key: 'Enter', keyCode: 229, isComposing: true })
  await field.trigger('compositionend')
  await field.trigger('keyup', { key: 'Enter' })
  expect(wrapper.sends()).toBe(0)
  await field.trigger('compositionstart')
  await field.trigger('compositionend')
  await field.trigger('keydown', { key: 'Enter', keyCode: 229 })
  await field.trigger('keyup', { key: 'Enter' })
  expect(wrapper.sends()).toBe(0)
  await field.trigger('keydown', { key: 'Enter' })
  expect(wrapper.sends()).toBe(1)
})

test('Esc leaves the field and keeps the words', async () => {
  wrapper.field.element.focus()
  await wrapper.field.trigger('keydown', { key: 'Escape' })
  expect(document.activeElement).not.toBe(wrapper.field.element)
  expect(wrapper.mounted.emitted('write')).toBeUndefined()
})
