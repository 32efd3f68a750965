// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ack, Refusal } from '@madoguchi/contracts/socket/ack'
import { NO_NOTE } from '../composables/note/draft.ts'
import { useConnection, type Listener } from './connection.ts'
import { useNotes } from './notes.ts'
import { useSession } from './session.ts'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

/** Another page of the same agent's browser. */
function open(agent = 'me') {
  setActivePinia(createPinia())
  const connection = useConnection()
  const told: Listener[] = []
  const line = { live: true }
  const answers: ((ack: Ack | null) => void)[] = []
  vi.spyOn(connection, 'listen').mockImplementation((listener) => void told.push(listener))
  vi.spyOn(connection, 'live').mockImplementation(() => line.live)
  const send = vi.spyOn(connection, 'send').mockImplementation(
    () =>
      new Promise((done, fail) => {
        answers.push((ack) => (ack === null ? fail(new Error('cut')) : done(ack as never)))
      }),
  )
  useSession().me = { agent: { id: agent, name: 'Me', email: '' }, rights: {}, stickers: 'placeholder', protocol: '' }
  const notes = useNotes()
  const sent = () => send.mock.calls.map(([, body]) => body as unknown as { id: string; text: string })
  const answer = async (ack: Ack | null) => {
    answers.shift()!(ack)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { notes, line, sent, answer, up: () => told.forEach((one) => one.up?.()) }
}
const OK: Ack = { ok: true, at: { part: 0, off: 1 } }
const draft = (text: string) => ({ ...NO_NOTE, text })

test('a note stands at once, goes in order, and is there until its row is seen', async () => {
  const { notes, sent, answer } = open()
  notes.write(draft('one'), 'c:1', [])
  notes.write(draft('two'), 'c:1', [])
  expect(notes.pending('c:1').map(({ wish }) => wish.text)).toEqual(['one', 'two'])
  expect(notes.pending('c:2')).toEqual([])
  expect(sent().map(({ text }) => text)).toEqual(['one'])
  await answer(OK)
  expect(sent().map(({ text }) => text)).toEqual(['one', 'two'])
  expect(notes.pending('c:1')).toHaveLength(2)
  notes.seen(sent()[0]!.id)
  expect(notes.pending('c:1').map(({ wish }) => wish.text)).toEqual(['two'])
})

test('a lost answer repeats the same id, also after a reload, and never that of another agent', async () => {
  const first = open()
  first.notes.write(draft('one'), 'c:1', [])
  await first.answer(null)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(new Set(first.sent().map(({ id }) => id)).size).toBe(1)
  expect(first.sent()).toHaveLength(2)
  expect(open('ken').sent()).toEqual([])
  const again = open()
  expect(again.sent().map(({ id }) => id)).toEqual([first.sent()[0]!.id])
  await again.answer(OK)
  expect(open().sent()).toEqual([])
})

test('without a line it waits, and goes when there is one', async () => {
  const { notes, line, sent, up } = open()
  line.live = false
  notes.write(draft('one'), 'c:1', [])
  expect(sent()).toEqual([])
  line.live = true
  up()
  expect(sent()).toHaveLength(1)
})

test('a refused note is back in the field of its conversation with what was written meanwhile, and is said', async () => {
  const { notes, answer } = open()
  const said: Refusal[] = []
  notes.onRefused((refusal) => said.push(refusal))
  notes.write(draft('one'), 'c:1', [])
  notes.keep('c:1', draft('two'))
  await answer({ ok: false, code: 'forbidden', field: 'mentions.0' })
  expect(notes.draft('c:1').text).toBe('one\ntwo')
  expect(notes.pending('c:1')).toEqual([])
  expect(said).toEqual([{ ok: false, code: 'forbidden', field: 'mentions.0' }])
})

test('what is being written is kept by agent and conversation over a reload', () => {
  open().notes.keep('c:1', draft('half'))
  expect(open().notes.draft('c:1').text).toBe('half')
  expect(open().notes.draft('c:2').text).toBe('')
  expect(open('ken').notes.draft('c:1').text).toBe('')
  const { notes } = open()
  notes.keep('c:1', NO_NOTE)
  expect(open().notes.draft('c:1').text).toBe('')
})
