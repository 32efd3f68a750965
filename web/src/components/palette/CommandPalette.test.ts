// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createI18n } from 'vue-i18n'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { SearchPage } from '@madoguchi/contracts/http/search'
import contact from '../../locales/en/contact.ts'
import keys from '../../locales/en/keys.ts'
import palette from '../../locales/en/palette.ts'
import { useWorkspace } from '../../stores/workspace.ts'
import CommandPalette from './CommandPalette.vue'

const done: string[] = []
const possible = (['desk.resolve', 'theme.toggle', 'page.templates'] as const).map((id) => ({
  id,
  doer: { run: () => done.push(id) },
}))

function open() {
  setActivePinia(createPinia())
  const channel = { name: 'みなと家具', state: 'active', order: 0 }
  useWorkspace().channels = new Map([['c1', { id: 'c1', ...channel } as never]])
  const component = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/chat/:channel?/:conversation?', name: 'chat', component },
      { path: '/templates', name: 'templates', component },
      { path: '/', component },
    ],
  })
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { keys, palette, contact } } })
  const mounted = mount(CommandPalette, {
    props: { possible },
    global: { plugins: [i18n, router] },
    attachTo: document.body,
  })
  const field = mounted.find<HTMLInputElement>('[data-test=palette-field]')
  return {
    mounted,
    router,
    field,
    /** What is called so; behind it stands the way into the search. */
    titles: () =>
      mounted
        .findAll('.palette-title')
        .map((title) => title.text())
        .filter((title) => !title.startsWith('Search messages')),
    chosen: () => mounted.findAll('[aria-selected=true] .palette-title').map((title) => title.text()),
    closed: () => mounted.emitted('close') !== undefined,
  }
}

let page: ReturnType<typeof open>
beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  done.length = 0
  page = open()
})
afterEach(() => {
  page.mounted.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('before anything is typed: what can be done here, pages, channels', () => {
  expect(page.titles()).toEqual([
    'Resolve',
    'Switch between light and dark',
    'Language: 日本語',
    'Language: ไทย',
    'Language: 繁體中文',
    'Templates',
    'みなと家具',
  ])
  expect(page.mounted.findAll('.palette-heading').map((one) => one.text())).toEqual(['Commands', 'Pages', 'Channels'])
})

test('the field is a combobox whose active descendant is the chosen option; arrows go round', async () => {
  const { field, chosen } = page
  expect(document.activeElement).toBe(field.element)
  const active = () => document.getElementById(field.attributes('aria-activedescendant')!)!
  expect(active().getAttribute('aria-selected')).toBe('true')
  await field.trigger('keydown', { key: 'ArrowUp' })
  expect(chosen()).toEqual(['みなと家具'])
  await field.trigger('keydown', { key: 'ArrowDown' })
  expect(chosen()).toEqual(['Resolve'])
  expect(active().textContent).toContain('Resolve')
})

test('Enter does what is chosen, after it has closed, and it stands first the next time', async () => {
  await page.field.setValue('light')
  expect(page.titles()).toEqual(['Switch between light and dark'])
  await page.field.trigger('keydown', { key: 'Enter' })
  expect([page.closed(), done]).toEqual([true, ['theme.toggle']])
  page.mounted.unmount()
  page = open()
  expect(page.titles()[0]).toBe('Switch between light and dark')
  expect(page.mounted.find('.palette-heading').text()).toBe('Recent')
})

test('a channel is found by Latin letters, and what was looked for is marked', async () => {
  await page.field.setValue('minato')
  expect(page.titles()).toEqual(['みなと家具'])
  expect(page.mounted.find('mark').text()).toBe('みなと')
})

test('the Enter that ends a composition chooses nothing, in the order of Chrome and of Safari', async () => {
  const { field } = page
  await field.trigger('compositionstart')
  await field.setValue('みなと')
  expect(page.titles()).toEqual(['みなと家具'])
  await field.trigger('keydown', { key: 'ArrowDown', keyCode: 229, isComposing: true })
  await field.trigger('keydown', { key: 'Enter', keyCode: 229, isComposing: true })
  await field.trigger('compositionend')
  await field.trigger('keyup', { key: 'Enter' })
  await field.trigger('compositionstart')
  await field.trigger('compositionend')
  await field.trigger('keydown', { key: 'Enter', keyCode: 229 })
  await field.trigger('keyup', { key: 'Enter' })
  expect(page.closed()).toBe(false)
  await field.trigger('keydown', { key: 'Enter' })
  expect(page.closed()).toBe(true)
})

test('nothing found is said, and the way on is to look for it in what was said', async () => {
  await page.field.setValue(' zzzz ')
  expect(page.mounted.find('[data-test=palette-none]').text()).toContain('Nothing is called “ zzzz ”.')
  expect(page.titles()).toEqual([])
  expect(page.chosen()).toEqual(['Search messages for “zzzz”'])
  await page.field.trigger('keydown', { key: 'Enter' })
  expect(page.closed()).toBe(true)
  vi.useRealTimers()
  await vi.waitFor(() => expect(page.router.currentRoute.value.query['q']).toBe('zzzz'))
})

test('its own keys close it again', async () => {
  await page.field.trigger('keydown', { key: 'k', code: 'KeyK', ctrlKey: true })
  expect(page.closed()).toBe(true)
})

const HIT = { conversation: 'c1:U9', channel: 'c1', kind: 'user', name: '水野 花', pictureUrl: null } as const
const answer = (names: SearchPage['names']) => Response.json({ names, texts: [], after: null, behind: 0 })

test('names come from the server when typing pauses, behind what is here; a late answer is dropped', async () => {
  const asked: ((response: Response) => void)[] = []
  const fetched = vi.fn(() => new Promise<Response>((resolve) => asked.push(resolve)))
  vi.stubGlobal('fetch', fetched)
  await page.field.setValue('m')
  await page.field.setValue('mi')
  vi.advanceTimersByTime(149)
  expect(fetched).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(fetched).toHaveBeenCalledTimes(1)
  await page.field.setValue('mizu')
  vi.advanceTimersByTime(150)
  asked[0]!(answer([{ ...HIT, name: '三田', field: 'name', snippet: [] }]))
  await flushPromises()
  expect(page.titles()).toEqual([])
  asked[1]!(answer([{ ...HIT, field: 'name', snippet: [] }]))
  await flushPromises()
  expect(page.titles()).toEqual(['水野 花'])
  await page.field.trigger('keydown', { key: 'Enter' })
  vi.useRealTimers()
  await flushPromises()
  await vi.waitFor(() => expect(page.router.currentRoute.value.params['conversation']).toBe('c1:U9'))
})

test.each([
  [404, false],
  [422, false],
  [503, true],
])('a server that answers %i is spoken of: %s', async (status, spokenOf) => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ code: 'x', message: 'x' }, { status })))
  await page.field.setValue('mina')
  vi.advanceTimersByTime(150)
  await flushPromises()
  expect(page.titles()).toEqual(['みなと家具'])
  expect(page.mounted.find('.palette-foot').text().includes('the server does not answer')).toBe(spokenOf)
})
