// @vitest-environment happy-dom
// What goes to the customer from a colleague's conversation by another way than the field: refused with whose it is, and once all the same.
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { provideInsert } from '../../composables/composer/insert.ts'
import { useSendLater } from '../../composables/composer/useSendLater.ts'
import { useActs } from '../../composables/delivery/useActs.ts'
import { item } from '../../composables/timeline/build.fixture.ts'
import { learn } from '../../locales/lazy.ts'
import { useReplyOnce } from '../../stores/replyOnce.ts'
import { useToasts } from '../../stores/toasts.ts'
import ScheduleActs from '../schedule/ScheduleActs.vue'
import { CONVERSATION, draw, openDesk } from './desk.fixture.ts'

let drawn: VueWrapper | undefined
afterEach(() => drawn?.unmount())

async function settle() {
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}
/** Mika has it: only what says that it overrides is taken. */
async function open(how: Parameters<typeof openDesk>[0] = {}) {
  const answer = (_name: string, body: object): Ack =>
    'override' in body ? { ok: true } : { ok: false, code: 'locked', why: 'mika' }
  const { sent } = await openDesk({ desk: { assignee: 'mika' }, answer, ...how })
  await learn('schedule')
  return { said: (name: string) => sent.filter((one) => one.name === name).map(({ body }) => body) }
}
const toast = () => useToasts().list.at(-1)
async function allTheSame() {
  expect(toast()).toMatchObject({ text: '林 美香 has this conversation', action: { label: 'Reply once' } })
  toast()!.action!.run()
  await settle()
}
/** A component that only hands out what it uses. */
async function using<T>(use: () => T): Promise<T> {
  let used: T
  const User = defineComponent(() => {
    used = use()
    return () => h('i')
  })
  drawn = await draw(
    defineComponent(() => {
      provideInsert(() => {})
      return () => h(User)
    }),
  )
  return used!
}
const waiting = item(1, { conversation: CONVERSATION, direction: 'outbound' }, 'm1')

test('trying again is refused with whose it is, and goes once all the same', async () => {
  const { said } = await open()
  const run = await using(useActs)
  await run('retry', waiting)
  await allTheSame()
  const [first, second] = said('message:retry')
  expect(first).not.toHaveProperty('override')
  expect(second).toMatchObject({ message: 'm1', conversation: CONVERSATION, override: true })
})

test('so is "send now" of a scheduled one', async () => {
  const { said } = await open()
  drawn = await draw(ScheduleActs, { item: waiting, acts: ['release'] })
  await drawn.get('[data-act=release]').trigger('click')
  await settle()
  await allTheSame()
  expect(said('message:release')).toMatchObject([{ message: 'm1' }, { message: 'm1', override: true }])
})

const wish = {
  conversation: CONVERSATION,
  messages: [{ type: 'text' as const, text: 'a' }],
  notificationDisabled: false,
}
const draft = (clear: () => void) => ({ outgoing: () => wish, clear }) as unknown as Parameters<typeof useSendLater>[0]

test('so is scheduling, and the field keeps its words until it is taken', async () => {
  const { said } = await open()
  const clear = vi.fn()
  const later = await using(() => useSendLater(draft(clear)))
  await later(5, false)
  expect(clear).not.toHaveBeenCalled()
  await allTheSame()
  expect(said('message:schedule')).toMatchObject([{ due: 5 }, { due: 5, override: true, messages: wish.messages }])
  expect(clear).toHaveBeenCalledOnce()
})

test('"Reply once" covers a scheduled one, and is used up by it', async () => {
  const { said } = await open()
  const later = await using(() => useSendLater(draft(() => {})))
  useReplyOnce().grant(CONVERSATION)
  await later(5, false)
  expect(said('message:schedule')).toMatchObject([{ override: true }])
  expect([useReplyOnce().has(CONVERSATION), toast()]).toEqual([false, undefined])
})

test('under the hard rule there is no way past, but for supervisors', async () => {
  await open({ lock: 'hard' })
  await (
    await using(useActs)
  )('retry', waiting)
  expect(toast()!.text).toContain('Only they and supervisors may reply')
  expect(toast()).not.toHaveProperty('action')
  drawn!.unmount()
  await open({ lock: 'hard', role: 'supervisor' })
  await (
    await using(useActs)
  )('retry', waiting)
  expect(toast()).toHaveProperty('action')
})

test('another refusal is said as before', async () => {
  await open({ answer: () => ({ ok: false, code: 'too_late' }) })
  await (
    await using(useActs)
  )('retry', waiting)
  expect(toast()!.text).toBe('Too late to try again under the same id')
  expect(toast()).not.toHaveProperty('action')
})
