// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { createI18n } from 'vue-i18n'
import { provideUnfolded } from '../../composables/text/unfolded.ts'
import message from '../../locales/en/message.ts'
import MessageText from './MessageText.vue'

function open(text: string) {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { message } } })
  const Frame = defineComponent(() => {
    provideUnfolded()
    return () => h(MessageText, { text, foldKey: 'x', hint: null })
  })
  return mount(Frame, { global: { plugins: [i18n] } })
}

test('what looks like markup is shown as it was typed', () => {
  const wrapper = open('<b>bold</b> <img src=x onerror=alert(1)> {{ 1 + 1 }}')
  expect(wrapper.find('.message-text').text()).toBe('<b>bold</b> <img src=x onerror=alert(1)> {{ 1 + 1 }}')
  expect(wrapper.find('b, img').exists()).toBe(false)
})

test('links open in a new tab, tell nobody where from, and name their host', () => {
  const link = open('see https://bank.example@evil.example/x now').find('a')
  expect(link.attributes()).toMatchObject({
    href: 'https://bank.example@evil.example/x',
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
    referrerpolicy: 'no-referrer',
    title: 'Opens evil.example in a new tab',
  })
})

test('line breaks and blanks are kept to the letter', () => {
  expect(open('a\n\n  b https://e.com\tc').find('.message-text').element.textContent).toBe('a\n\n  b https://e.com\tc')
})

test('an empty message says so', () => expect(open('').text()).toBe('(empty message)'))
