// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { BAD_WORDS, hostileContents, MARK, seeded } from '../../composables/flex/hostile.fixture.ts'
import en from '../../locales/en/flex.ts'
import ja from '../../locales/ja/flex.ts'
import FlexMessage from './FlexMessage.vue'

const mounted: VueWrapper[] = []
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount()
})

function open(contents: unknown, more: { altText?: string; load?: boolean; locale?: string } = {}) {
  const { altText = 'alt', load = false, locale = 'en' } = more
  const i18n = createI18n({ legacy: false, locale, messages: { en: { flex: en }, ja: { flex: ja } } })
  const props = { contents, altText, load }
  const wrapper = mount(FlexMessage, { props, global: { plugins: [i18n] }, attachTo: document.body })
  mounted.push(wrapper)
  return wrapper
}
const box = (contents: unknown[], more: object = {}) => ({ type: 'box', layout: 'vertical', contents, ...more })
const bubble = (contents: unknown[], more: object = {}) => ({ type: 'bubble', body: box(contents), ...more })
const button = (action: object, more: object = {}) => ({
  type: 'button',
  action: { label: 'Press', ...action },
  ...more,
})
const asked = () => document.querySelector<HTMLElement>('[data-test=flex-ask]')

test('what looks like markup is shown as it was written', () => {
  const words = '<b>bold</b> <img src=x onerror=alert(1)> {{ 1 + 1 }}'
  const span = { type: 'span', text: words }
  const wrapper = open(
    bubble([
      { type: 'text', text: words },
      { type: 'text', contents: [span] },
    ]),
  )
  expect(wrapper.findAll('.flex-words').map((line) => line.element.textContent)).toEqual([words, words])
  expect(wrapper.find('b, img, script').exists()).toBe(false)
})

describe('a container that cannot be read', () => {
  test.each([
    ['en', en.unreadable],
    ['ja', ja.unreadable],
  ])('is its alt text with a note, in %s', (locale, note) => {
    const wrapper = open({ type: 'hologram' }, { altText: 'Sale <b>now</b>', locale })
    expect(wrapper.find('.flex-plain-text').element.textContent).toBe('Sale <b>now</b>')
    expect(wrapper.text()).toContain(note)
    expect(wrapper.find('b').exists()).toBe(false)
  })

  test('without alt text says so, and never is blank', () =>
    expect(open(null, { altText: '' }).text()).toContain('(no text)'))

  test('in part is drawn without that part, and says that something is missing', () => {
    const wrapper = open(bubble([{ type: 'text', text: 'here' }, { type: 'hologram' }]))
    expect(wrapper.find('.flex-words').text()).toBe('here')
    expect(wrapper.find('.flex-note').text()).toBe('1 part of this card could not be drawn')
  })
})

describe('pictures', () => {
  const parts = [
    {
      type: 'image',
      url: 'https://pictures.example/a.png',
      action: { type: 'uri', label: 'More', uri: 'https://e.com' },
    },
    box([{ type: 'icon', url: 'https://pictures.example/i.png' }], { layout: 'baseline' }),
  ]
  const hero = { type: 'video', url: 'https://pictures.example/v.mp4', previewUrl: 'https://pictures.example/p.png' }

  test('are not asked for unless they may be: no address stands in the page', () => {
    const wrapper = open(bubble(parts, { hero }))
    expect(wrapper.find('img, video, source').exists()).toBe(false)
    expect(wrapper.html()).not.toContain('pictures.example')
    expect(wrapper.findAll('.flex-empty')).toHaveLength(3)
  })

  test('are asked for lazily and tell nobody where from; one that fails leaves its frame', async () => {
    const wrapper = open(bubble(parts, { hero }), { load: true })
    const image = wrapper.find('.flex-frame img')
    expect(image.attributes()).toMatchObject({
      src: 'https://pictures.example/a.png',
      loading: 'lazy',
      referrerpolicy: 'no-referrer',
      alt: '',
    })
    expect(wrapper.find('video').attributes()).toMatchObject({
      preload: 'none',
      poster: 'https://pictures.example/p.png',
    })
    await image.trigger('error')
    expect(wrapper.find('.flex-frame img').exists()).toBe(false)
    expect(wrapper.find('.flex-frame .flex-empty').exists()).toBe(true)
  })

  test('a video that fails gives way to what the content has instead', async () => {
    const instead = { type: 'image', url: 'https://pictures.example/alt.png', size: 'full' }
    const wrapper = open({ type: 'bubble', hero: { ...hero, altContent: instead } }, { load: true })
    await wrapper.find('video').trigger('error')
    expect(wrapper.find('video').exists()).toBe(false)
    expect(wrapper.find('img').attributes('src')).toBe('https://pictures.example/alt.png')
  })
})

describe('a tap', () => {
  test('runs nothing: it tells what it would do, and the parent', async () => {
    const wrapper = open(bubble([button({ type: 'postback', data: 'buy=1' })]))
    const face = wrapper.find('button')
    expect(face.text()).toBe('Press')
    expect(face.attributes('aria-description')).toBe('Sends us the data “buy=1”')
    await face.trigger('click')
    expect(asked()!.textContent).toContain('buy=1')
    expect(asked()!.textContent).toContain(en.inert)
    expect(asked()!.querySelector('a')).toBeNull()
    expect(wrapper.emitted('act')).toEqual([[{ kind: 'postback', label: 'Press', data: 'buy=1', says: null }]])
  })

  test('shows a link’s whole address before anything can open it, and opens it safely', async () => {
    const wrapper = open(bubble([button({ type: 'uri', uri: 'https://shop.example/a?b=<c>' })]))
    expect(wrapper.find('a').exists()).toBe(false)
    await wrapper.find('button').trigger('click')
    expect(asked()!.querySelector('dd')!.textContent).toBe('https://shop.example/a?b=%3Cc%3E')
    const link = asked()!.querySelector('a')!
    expect(link.getAttribute('href')).toBe('https://shop.example/a?b=%3Cc%3E')
    expect(link.getAttribute('target')).toBe('_blank')
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
    expect(link.getAttribute('referrerpolicy')).toBe('no-referrer')
  })

  test('never opens a script: the address stands there as words', async () => {
    const wrapper = open(bubble([button({ type: 'uri', uri: 'javascript:alert(1)' })]))
    await wrapper.find('button').trigger('click')
    expect(asked()!.textContent).toContain('javascript:alert(1)')
    expect(asked()!.querySelector('a')).toBeNull()
  })

  test('on a video lies above the tap of the whole card', () => {
    const action = { type: 'message', label: 'More', text: 'x' }
    const hero = { type: 'video', url: 'https://e.com/v', previewUrl: 'https://e.com/p', action }
    const taps = open({ type: 'bubble', hero, action }).findAll('button')
    expect(taps.map((tap) => tap.element.style.zIndex)).toEqual(['1', ''])
  })

  test('ends with Esc, and the focus is back where it was', async () => {
    const wrapper = open(bubble([button({ type: 'message', text: 'Yes' })]))
    await wrapper.find('button').trigger('click')
    asked()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await wrapper.vm.$nextTick()
    expect(asked()).toBeNull()
    expect(document.activeElement).toBe(wrapper.find('button').element)
  })

  test('on a part within a tappable part lies above it', () => {
    const action = { type: 'message', label: 'Inner', text: 'x' }
    const inner = [{ type: 'text', text: 'in', action }, button({ type: 'message', text: 'y' })]
    const wrapper = open({ ...bubble([]), body: box(inner, { action: { ...action, label: 'Outer' } }), action })
    const heights = wrapper
      .findAll('button')
      .map((tap) => [tap.attributes('aria-label') ?? 'Press', tap.element.style.zIndex])
    expect(heights).toEqual([
      ['Inner', '2'],
      ['Press', '2'],
      ['Outer', '1'],
      ['Inner', ''],
    ])
  })
})

test('a carousel names its cards; the direction of each is its own', () => {
  const cards = ['ltr', 'rtl'].map((direction) => bubble([{ type: 'text', text: direction }], { direction }))
  const wrapper = open({ type: 'carousel', contents: cards })
  expect(wrapper.findAll('.flex-card').map((card) => card.attributes('aria-label'))).toEqual([
    'Card 1 of 2',
    'Card 2 of 2',
  ])
  expect(wrapper.findAll('.flex-bubble').map((card) => card.attributes('dir'))).toEqual(['ltr', 'rtl'])
})

describe('hostile contents', { timeout: 120_000 }, () => {
  /** What the content may put words into. Everything else is ours, whatever was sent. */
  const WORDS = ['aria-label', 'aria-description']
  const ELEMENTS = [
    'A',
    'BUTTON',
    'DIV',
    'IMG',
    'LI',
    'P',
    'SMALL',
    'SPAN',
    'UL',
    'VIDEO',
    'circle',
    'path',
    'rect',
    'svg',
  ]

  test.each([false, true])('give no element and no attribute that is not ours (pictures asked for: %s)', (load) => {
    const random = seeded(load ? 11 : 12)
    let seen = 0
    for (let i = 0; i < 60; i++) {
      const wrapper = open(hostileContents(random), { altText: BAD_WORDS[i % BAD_WORDS.length]!, load })
      for (const element of wrapper.element.parentElement!.querySelectorAll('*')) {
        seen += 1
        if (!ELEMENTS.includes(element.tagName)) throw new Error(`an element that is not ours: ${element.tagName}`)
        for (const { name, value } of element.attributes) {
          if (name.startsWith('on') || name === 'srcdoc') throw new Error(`an attribute that is not ours: ${name}`)
          const picture = load && ['src', 'poster'].includes(name) && value.startsWith(`https://${MARK}.example/`)
          if (value.includes(MARK) && !WORDS.includes(name) && !picture) throw new Error(`${name}=${value}`)
        }
      }
      wrapper.unmount()
    }
    expect(seen).toBeGreaterThan(600)
    expect(MARK in window).toBe(false)
  })
})
