// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import { computed, defineComponent, h, ref } from 'vue'
import type { Body } from '@madoguchi/contracts/row/message'
import { providePeople } from '../../../composables/person/usePeople.ts'
import { byAgent, item } from '../../../composables/timeline/build.fixture.ts'
import { entriesOf } from '../../../composables/timeline/entries.ts'
import type { TimelineItem } from '../../../composables/timeline/item.ts'
import { provideOriginals } from '../../../composables/timeline/original/useOriginals.ts'
import type { Quote } from '../../../composables/timeline/sent/bubbles.ts'
import { english } from '../sent/drawn.fixture.ts'
import MessageQuote from './MessageQuote.vue'

function open(items: TimelineItem[], quote: Quote) {
  const shown = ref(items)
  const went: string[] = []
  const Frame = defineComponent(() => {
    providePeople()
    const entries = computed(() => entriesOf(shown.value, 'UTC'))
    provideOriginals({ entries, stand: async (key) => void went.push(key) })
    return () => h(MessageQuote, { quote, channel: 'c' })
  })
  return { wrapper: mount(Frame, { global: { plugins: [english(), createPinia()] } }), shown, went }
}

const said = (body: Body, preview: TimelineItem['preview']) => item(1, { body, preview }, 'c:1')

test('a quote shows who said what, as words, and leads there', async () => {
  const words = '<b>bold</b> first line\nsecond'
  const { wrapper, went } = open([said({ kind: 'text', text: words }, { kind: 'text', text: words })], { id: '1' })
  expect(wrapper.find('.message-quote-words').text()).toBe('<b>bold</b> first line')
  expect(wrapper.findAll('b')).toHaveLength(1)
  await wrapper.find('button').trigger('click')
  expect(went).toEqual(['c:1'])
})

test('of a send of several it shows the object that is meant', () => {
  const messages = [
    { type: 'text', text: 'first' },
    { type: 'template', altText: 'Menu' },
  ]
  const delivery = { state: 'sent', notificationDisabled: false, askedAt: 1, ask: 'm', stateAt: 1 } as const
  const sent = item(1, {
    ...byAgent('a'),
    body: { kind: 'sent', messages } as Body,
    delivery: { ...delivery, sentMessages: [{ id: '20' }, { id: '21' }] },
  })
  expect(open([sent], { id: '21' }).wrapper.find('.message-quote-words').text()).toBe('Menu')
})

test('what was taken back, or is not loaded, shows nothing of it and leads nowhere', async () => {
  const secret = said({ kind: 'text', text: 'secret' }, { kind: 'text', text: 'secret' })
  const { wrapper, shown } = open([secret], { id: '1' })
  expect(wrapper.text()).toContain('secret')
  shown.value = [said({ kind: 'unsent' }, { kind: 'unsent' })]
  await wrapper.vm.$nextTick()
  expect(wrapper.text()).toBe('Original not available')
  expect(wrapper.find('button').exists()).toBe(false)
  expect(open([], { id: '1' }).wrapper.text()).toBe('Original not available')
  expect(open([], { token: 'q' }).wrapper.text()).toBe('Original not available')
})
