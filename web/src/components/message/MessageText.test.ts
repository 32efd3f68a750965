// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { createI18n } from 'vue-i18n'
import { provideUnfolded } from '../../composables/text/unfolded.ts'
import message from '../../locales/en/message.ts'
import MessageText from './MessageText.vue'

function open(text: string, more: object = {}) {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { message } } })
  const Frame = defineComponent(() => {
    provideUnfolded()
    return () => h(MessageText, { text, foldKey: 'x', hint: null, ...more })
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

test.each(['', ' \u3000\n\n\u200b ', '\u2800'])('a message in which nothing can be seen says so', (text) =>
  expect(open(text).text()).toBe('(empty message)'),
)

test.each(['\ud83d', '\u200b.', '👩‍👧'])('what can be seen is shown', (text) =>
  expect(open(text).text()).toContain(text.at(-1)),
)

test('LINE emoji and mentions are chips with their text, links between them still work, and nothing of it is markup', () => {
  const text = '@<b>shop</b> see https://e.com (love)(love) @Ito'
  const wrapper = open(text, {
    emojis: [
      { index: 31, length: 6, productId: '<i>', emojiId: 'e' },
      { index: 37, length: 6 },
    ],
    mentions: [
      { index: 0, length: 12, type: 'user', isSelf: true },
      { index: 44, length: 4, type: 'user', userId: 'U1' },
    ],
  })
  expect(wrapper.find('.message-text').element.textContent.replace(' (this account)', '')).toBe(text)
  expect(wrapper.findAll('.message-emoji').map((chip) => chip.text())).toEqual(['(love)', '(love)'])
  expect(wrapper.find('.message-emoji').attributes('title')).toBe('LINE emoji <i>/e')
  const mentions = wrapper.findAll('.message-mention')
  expect(mentions.map((chip) => chip.attributes('data-self'))).toEqual(['true', undefined])
  expect(mentions[0]!.text()).toContain('(this account)')
  expect(wrapper.find('a').attributes('href')).toBe('https://e.com/')
  expect(wrapper.find('b, i, img').exists()).toBe(false)
})

test('an emoji of ours, for which LINE tells no words, is named', () => {
  const wrapper = open('Hi \uFFFC', { emojis: [{ index: 3, length: 1, productId: 'p', emojiId: 'e' }] })
  expect(wrapper.find('[role=img]').attributes('aria-label')).toBe('LINE emoji')
})
