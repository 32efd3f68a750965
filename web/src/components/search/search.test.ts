// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { SearchPage, TextHit } from '@madoguchi/contracts/http/search'
import { i18n, speak } from '../../locales/i18n.ts'
import { learn } from '../../locales/lazy.ts'
import { useChannels } from '../../stores/channels.ts'
import { useWorkspace } from '../../stores/workspace.ts'
import SearchPanel from './SearchPanel.vue'

type Asked = { url: URL; answer: (page: Partial<SearchPage> | Response) => Promise<void> }
let wrapper: VueWrapper
let router: Router
const asked: Asked[] = []

const hit = (message: string, text = 'お届けは明日です'): TextHit => ({
  message,
  conversation: 'c1:U1',
  channel: 'c1',
  conversationName: '水野 花',
  pictureUrl: null,
  direction: 'inbound',
  by: null,
  at: 0,
  snippet: [{ text: '「' }, { text, hit: true }, { text: '<img src=x onerror=alert(1)>' }],
})

function fetched(path: string): Promise<Response> {
  return new Promise((resolve) => {
    const answer = async (page: Partial<SearchPage> | Response) => {
      resolve(
        page instanceof Response ? page : Response.json({ names: [], texts: [], after: null, behind: 0, ...page }),
      )
      await flushPromises()
    }
    asked.push({ url: new URL(path, 'http://here'), answer })
  })
}

async function open(address: string) {
  await router.push(address)
  wrapper = mount(SearchPanel, { global: { plugins: [i18n, router] }, attachTo: document.body })
  await flushPromises()
  vi.advanceTimersByTime(0)
}
const at = (name: string) => wrapper.find(`[data-test=${name}]`)
const field = () => wrapper.find<HTMLInputElement>('[data-test=search-field]')
async function paused() {
  await flushPromises()
  vi.advanceTimersByTime(200)
  await flushPromises()
}
const query = () => router.currentRoute.value.query

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', fetched)
  // The end of the list is never seen: the next page comes by its button alone.
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  asked.length = 0
  setActivePinia(createPinia())
  await speak('en')
  await learn('search')
  useWorkspace().channels = new Map(
    ['c1', 'c2'].map((id) => [id, { id, name: `Channel ${id}`, state: 'active', order: 0 } as never]),
  )
  useChannels().current = 'c1'
  const routes = [{ path: '/chat/:channel?/:conversation?', name: 'chat', component: { render: () => null } }]
  router = createRouter({ history: createMemoryHistory(), routes })
})
afterEach(() => {
  wrapper.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an address with words shows what is found, hits marked, text as text, each a link to its message that keeps the search', async () => {
  await open('/chat/c1?view=mine&q=お届け')
  expect(asked[0]!.url.searchParams.get('channel')).toBe('c1')
  await asked[0]!.answer({ texts: [hit('m1')] })
  expect(wrapper.find('mark').text()).toBe('お届けは明日です')
  expect(wrapper.find('img[src=x]').exists()).toBe(false)
  const to = new URL(at('search-text').attributes('href')!, 'http://here')
  expect(Object.fromEntries(to.searchParams)).toEqual({ view: 'mine', q: 'お届け', m: 'm1' })
  expect(decodeURIComponent(to.pathname)).toBe('/chat/c1/c1:U1')
})

test('typing asks once it pauses and stands in the address; a late answer to what was typed before is dropped', async () => {
  await open('/chat/c1?q=')
  expect([asked.length, at('search-idle').exists()]).toEqual([0, true])
  await field().setValue('お')
  await paused()
  await field().setValue('お届け')
  await paused()
  expect(asked.map(({ url }) => url.searchParams.get('q'))).toEqual(['お', 'お届け'])
  expect(query()['q']).toBe('お届け')
  await asked[1]!.answer({ texts: [hit('new')] })
  await asked[0]!.answer({ texts: [hit('old')] })
  expect(wrapper.findAll('[data-test=search-text]')).toHaveLength(1)
  expect(at('search-text').attributes('href')).toContain('m=new')
})

test('while an IME composes nothing is asked; when it ends, once', async () => {
  await open('/chat/c1?q=')
  await field().trigger('compositionstart')
  field().element.value = 'とど'
  await field().trigger('input', { isComposing: true })
  await paused()
  expect(asked).toEqual([])
  field().element.value = '届'
  await field().trigger('input', { isComposing: true })
  await field().trigger('compositionend')
  await paused()
  expect(asked.map(({ url }) => url.searchParams.get('q'))).toEqual(['届'])
})

test('filters act at once and stand in the address', async () => {
  await open('/chat/c1?q=お届け')
  await wrapper.find('[data-test=search-sender]').setValue('us')
  await paused()
  await wrapper.find('[data-test=search-scope]').setValue('all')
  await paused()
  expect(query()).toEqual({ q: 'お届け', by: 'us', in: 'all' })
  expect(Object.fromEntries(asked.at(-1)!.url.searchParams)).toEqual({ q: 'お届け', sender: 'us' })
  await wrapper.find('[data-test=search-date]').setValue('days')
  await wrapper.find('[data-test=search-from]').setValue('2026-11-01')
  await paused()
  expect(query()['since']).toBe('2026-11-01')
})

test('a page without hits is gone on from until there are some or nothing is left; none at all is said', async () => {
  await open('/chat/c1?q=zz')
  await asked[0]!.answer({ after: 'a' })
  expect(asked[1]!.url.searchParams.get('after')).toBe('a')
  expect(at('search-none').exists()).toBe(false)
  await asked[1]!.answer({})
  expect(at('search-none').text()).toContain('Nothing found')
})

test('the next page comes by its button, without doubles, and a failure can be tried again', async () => {
  await open('/chat/c1?q=お届け')
  await asked[0]!.answer({ texts: [hit('m1'), hit('m2')], after: 'x' })
  await at('search-more').trigger('click')
  await asked[1]!.answer(Response.json({ code: 'offline' }, { status: 500 }))
  expect(wrapper.text()).toContain('More could not be loaded.')
  await at('search-more').trigger('click')
  await asked[2]!.answer({ texts: [hit('m2'), hit('m3')] })
  expect(wrapper.findAll('[data-test=search-text]')).toHaveLength(3)
  expect(wrapper.text()).toContain('That is all.')
})

test.each([
  [422, { code: 'invalid', field: 'q', limit: 2 }, 'A little more, please'],
  [503, { code: 'busy' }, 'The search takes too long'],
  [500, { code: 'broken', request: 'r-17' }, 'r-17'],
])('an answer %i is said in words', async (status, body, words) => {
  await open('/chat/c1?q=お')
  await asked[0]!.answer(Response.json({ message: '', ...body }, { status }))
  expect(wrapper.text()).toContain(words)
})

test('arrows lead from the field to the hits and back, Enter opens the first, Esc goes to the field and then closes', async () => {
  await open('/chat/c1?q=お届け')
  await asked[0]!.answer({ texts: [hit('m1'), hit('m2')] })
  const [first, second] = wrapper.findAll<HTMLElement>('[data-search-hit]')
  await field().trigger('keydown', { key: 'ArrowDown' })
  expect(document.activeElement).toBe(first!.element)
  await first!.trigger('keydown', { key: 'ArrowDown' })
  expect(document.activeElement).toBe(second!.element)
  await second!.trigger('keydown', { key: 'ArrowUp' })
  await first!.trigger('keydown', { key: 'ArrowUp' })
  expect(document.activeElement).toBe(field().element)
  await field().trigger('keydown', { key: 'Enter' })
  await vi.waitFor(() => expect(query()['m']).toBe('m1'))
  await first!.trigger('keydown', { key: 'Escape' })
  expect(query()['q']).toBe('お届け')
  await field().trigger('keydown', { key: 'Escape' })
  await vi.waitFor(() => expect(query()['q']).toBeUndefined())
})
