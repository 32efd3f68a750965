// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { learnWords } from '../../composables/quota/words.ts'
import { item } from '../../composables/timeline/build.fixture.ts'
import { i18n } from '../../locales/i18n.ts'
import { useQuota } from '../../stores/quota.ts'
import { useThread, type ThreadItem } from '../../stores/thread.ts'
import { useWorkspace, type ChannelItem } from '../../stores/workspace.ts'
import QuotaBanner from './QuotaBanner.vue'
import QuotaMeter from './QuotaMeter.vue'
import SendCostWords from './SendCostWords.vue'

const NOW = Date.parse('2026-11-16T00:00:00+09:00')
const SHOP = { replyWindow: 30, order: 0, name: 'Shop' }
let pinia: ReturnType<typeof createPinia>

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW })
  pinia = createPinia()
  setActivePinia(pinia)
  await learnWords()
  tell({})
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function tell(more: Partial<ChannelItem>) {
  useWorkspace().channels = new Map([['c', { id: 'c', quotaEndedAt: null, ...SHOP, ...more } as ChannelItem]])
}

async function load(limit: number | null, used: number) {
  vi.stubGlobal('fetch', async () => Response.json({ limit, used, at: NOW }))
  await useQuota().load('c')
}

function show(rows: ThreadItem[], conversation: object = {}) {
  const row = { id: 'c:U1', channel: 'c', kind: 'user', memberCount: null, ...conversation }
  useThread().$patch({ id: 'c:U1', state: 'ready', conversation: row } as never)
  vi.spyOn(useThread(), 'latest', 'get').mockReturnValue(rows)
}
const plugins = () => ({ global: { plugins: [pinia, i18n] } })
const cost = () => mount(SendCostWords, { props: { conversation: 'c:U1' }, ...plugins() })
const wrote = (ago: number) => item(NOW - ago) as ThreadItem

test('a send is free while the last message is fresh, counts down and is counted then, by itself', async () => {
  show([wrote(27_500)])
  const shown = cost()
  expect(shown.get('.send-cost-words').text()).toBe('Free reply, 3 s')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown.get('.send-cost-words').text()).toBe('Free reply, 2 s')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(shown.get('.send-cost-words').text()).toBe('Counts 1 push')
  shown.unmount()
})

test('in a group the members that count are named, if they are known', () => {
  show([], { kind: 'group', memberCount: 12 })
  expect(cost().get('.send-cost-words').text()).toBe('Counts 12 pushes')
  show([], { kind: 'group' })
  expect(cost().get('.send-cost-words').text()).toBe('Counts each member')
})

test('at the end of the quota no push is left, but a fresh reply is free as ever', () => {
  tell({ quotaEndedAt: NOW - 1_000 })
  show([])
  expect(cost().get('.send-cost-words').text()).toBe('No push left')
  show([wrote(10_000)])
  expect(cost().get('.send-cost-words').text()).toBe('Free reply, 20 s')
})

test('the banner says that the pushes are used up, until when, and what still goes; it leaves when LINE takes one', async () => {
  const shown = mount(QuotaBanner, { props: { channel: 'c' }, ...plugins() })
  expect(shown.find('p').exists()).toBe(false)
  tell({ quotaEndedAt: NOW - 1_000 })
  await nextTick()
  expect(shown.text()).toBe(
    'This month’s pushes are used up. They return on 1 Dec 2026. Within 30 s of a customer’s message a reply is free and still goes.',
  )
  await load(5_000, 5_000)
  tell({ quotaEndedAt: NOW - 1_000, replyWindow: 0 })
  await nextTick()
  expect(shown.text()).toMatch(/^This month’s 5,000 pushes are used up\. .* always push\.$/)
  await load(9_000, 5_000)
  tell({})
  await nextTick()
  expect(shown.find('p').exists()).toBe(false)
  shown.unmount()
})

test('the meter waits, shows used of limit and its level with a name, and tells the rest when pressed', async () => {
  await load(5_000, 4_100)
  const shown = mount(QuotaMeter, { props: { channel: 'c' }, attachTo: document.body, ...plugins() })
  await flushPromises()
  const button = shown.get('button')
  expect(button.attributes()).toMatchObject({
    'aria-label': 'Pushes this month, 4,100 / 5,000, Over 80 % used',
    'data-level': 'high',
  })
  await button.trigger('click')
  await flushPromises()
  const box = document.querySelector('.quota-box')!
  const facts = [...box.querySelectorAll('dd')].map((dd) => dd.textContent!.trim())
  expect(facts.slice(0, 4)).toEqual(['5,000', '4,100', '900', 'about 8,200'])
  expect(box.textContent).toContain('used up on 19 Nov 2026')
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  await flushPromises()
  expect(document.querySelector('.quota-box')).toBeNull()
  expect(document.activeElement).toBe(button.element)
  shown.unmount()
})

test('without a limit only the count stands; without an answer of LINE’s that nobody knows', async () => {
  const shown = mount(QuotaMeter, { props: { channel: 'c' }, ...plugins() })
  expect(shown.get('button').attributes('aria-label')).toBe('Asking LINE how many pushes are used')
  vi.stubGlobal('fetch', async () => Response.json({ code: 'line_unreachable', message: 'no' }, { status: 502 }))
  await useQuota().load('c')
  await nextTick()
  expect(shown.text()).toBe('Quota not known')
  await load(null, 1_234)
  await nextTick()
  expect(shown.text()).toBe('1,234 used · no limit')
  shown.unmount()
})
