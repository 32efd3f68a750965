// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { i18n, speak } from '../../locales/i18n.ts'
import { useConnection } from '../../stores/connection.ts'
import ConnectionMark from './ConnectionMark.vue'

beforeEach(async () => {
  await speak('en')
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => vi.useRealTimers())

function desk() {
  const connection = useConnection()
  connection.state = 'live'
  const wrapper = mount(ConnectionMark, { global: { plugins: [i18n] } })
  return { connection, wrapper, text: () => wrapper.text() }
}

test('nothing while live, and nothing for a break of less than 1.5 s', async () => {
  const { connection, text } = desk()
  expect(text()).toBe('')
  connection.state = 'reconnecting'
  await vi.advanceTimersByTimeAsync(1_400)
  expect(text()).toBe('')
  connection.state = 'live'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(text()).toBe('')
})

test('after 1.5 s "Reconnecting…" with "Try now", then "Catching up n", then nothing', async () => {
  const { connection, wrapper, text } = desk()
  connection.state = 'reconnecting'
  await vi.advanceTimersByTimeAsync(1_500)
  expect(text()).toContain('Reconnecting…')
  const retry = vi.spyOn(connection, 'retryNow').mockImplementation(() => {})
  await wrapper.get('button').trigger('click')
  expect(retry).toHaveBeenCalledOnce()
  connection.state = 'catchingUp'
  connection.catchingUp = { done: 2, total: 5 }
  await nextTick()
  expect(text()).toContain('Catching up')
  expect(text()).toContain('2 / 5')
  connection.state = 'live'
  await nextTick()
  expect(text()).toBe('')
})

test('a break that goes on keeps its first moment: "offline since" does not move', async () => {
  vi.setSystemTime(new Date(2026, 10, 24, 14, 20))
  const { connection, text } = desk()
  connection.state = 'reconnecting'
  await vi.advanceTimersByTimeAsync(20 * 60_000)
  connection.state = 'offline'
  await nextTick()
  expect(text()).toBe('Offline since 14:20.')
})

test('lost presence is said without stopping anything, and can be put away until something else is missing', async () => {
  const { connection, wrapper, text } = desk()
  connection.degraded = ['presence']
  await nextTick()
  expect(text()).toContain('Messages are not affected')
  await wrapper.get('button').trigger('click')
  expect(text()).toBe('')
  connection.degraded = ['presence', 'log']
  await nextTick()
  expect(text()).toContain('The event log does not answer')
})
