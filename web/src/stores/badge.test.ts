// @vitest-environment happy-dom
// When the number is asked for: where nobody sees the page its tab still says how many wait.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useBadge } from './badge.ts'
import { useConnection } from './connection.ts'
import { usePersonal } from './personal.ts'

let answer: { n: number; tab: number }
let asked: string[]

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  answer = { n: 3, tab: 1 }
  asked = []
  vi.stubGlobal('fetch', async (path: string) => (asked.push(path), Response.json(answer)))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function started() {
  const badge = useBadge()
  badge.start()
  await vi.advanceTimersByTimeAsync(10)
  return badge
}

test('both numbers come at once, and a burst of changes is asked about once in two seconds', async () => {
  const badge = await started()
  expect([badge.n, badge.tab]).toEqual([3, 1])
  answer = { n: 5, tab: 2 }
  for (let i = 0; i < 50; i++) badge.stir()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([badge.n, badge.tab]).toEqual([5, 2])
  expect(asked).toEqual(['/api/badge', '/api/badge'])
})

test('in a tab that is hidden it goes on, more slowly', async () => {
  const badge = await started()
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  answer = { n: 4, tab: 4 }
  badge.stir()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(badge.tab).toBe(1)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(badge.tab).toBe(4)
})

test('who looks at the tab again does not wait for the slower pace', async () => {
  const badge = await started()
  const seen = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  answer = { n: 4, tab: 4 }
  badge.stir()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(badge.tab).toBe(1)
  seen.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(10)
  expect(badge.tab).toBe(4)
})

test('another rule changes it as soon as the server has taken it', async () => {
  const connection = useConnection()
  vi.spyOn(connection, 'live').mockReturnValue(true)
  let take = () => {}
  vi.spyOn(connection, 'send').mockReturnValue(new Promise((done) => (take = () => done({ ok: true }))))
  const badge = await started()
  await vi.advanceTimersByTimeAsync(2_000)
  asked = []
  usePersonal().setPreference({ notify: { ...usePersonal().preferences.notify, previews: true } })
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toEqual([])
  answer = { n: 3, tab: 0 }
  take()
  await vi.advanceTimersByTimeAsync(100)
  expect(badge.tab).toBe(0)
})
