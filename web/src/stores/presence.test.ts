// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Present } from '@madoguchi/contracts/socket/presence'
import { useConnection, type Listener } from './connection.ts'
import { usePresence } from './presence.ts'
import { useSession } from './session.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => vi.useRealTimers())

function desk() {
  const connection = useConnection()
  const told: Listener[] = []
  const sent: string[] = []
  vi.spyOn(connection, 'listen').mockImplementation((listener) => void told.push(listener))
  vi.spyOn(connection, 'signal').mockImplementation(
    ({ conversation, state }) => void sent.push(`${conversation} ${state}`),
  )
  useSession().me = {
    agent: { id: 'me', name: 'Me', email: 'me@example.org' },
    rights: {},
    stickers: 'placeholder',
    protocol: '1',
  }
  const presence = usePresence()
  const frame = (room: string, whole: boolean, conversations: Record<string, Present[]>) =>
    told.forEach((listener) => listener.presence?.({ room, whole, conversations }))
  return { presence, connection, sent, frame, told }
}
const at = (agent: string, state: Present['state']): Present => ({ agent, state })

test('others are shown, strongest first, never oneself', () => {
  const { presence, frame } = desk()
  frame('conversation:c:1', true, { 'c:1': [at('mika', 'viewing'), at('me', 'typing'), at('ken', 'typing')] })
  expect(presence.in('c:1')).toEqual([at('ken', 'typing'), at('mika', 'viewing')])
})

test('a whole frame empties what it does not name, of its own room only', () => {
  const { presence, frame } = desk()
  frame('channel:c', true, { 'c:1': [at('ken', 'viewing')], 'c:2': [at('mika', 'viewing')] })
  frame('channel:d', true, { 'd:1': [at('ken', 'viewing')] })
  frame('channel:c', true, { 'c:2': [at('mika', 'typing')] })
  expect([presence.in('c:1'), presence.in('c:2'), presence.in('d:1')].map((p) => p.length)).toEqual([0, 1, 1])
  frame('channel:c', false, { 'c:2': [] })
  expect(presence.in('c:2')).toEqual([])
})

test('typing leaves at most every 2 s and ends by itself 6 s after the last key', () => {
  const { presence, sent } = desk()
  presence.open('c:1')
  for (let ms = 0; ms < 3_000; ms += 100) {
    presence.signal('c:1', 'typing')
    vi.advanceTimersByTime(100)
  }
  expect(sent).toEqual(['c:1 viewing', 'c:1 typing', 'c:1 typing'])
  vi.advanceTimersByTime(6_000)
  expect(sent.at(-1)).toBe('c:1 viewing')
})

test('the same state is not told twice, and is told again to a new connection', () => {
  const { presence, sent, told } = desk()
  presence.open('c:1')
  presence.open('c:1')
  expect(sent).toEqual(['c:1 viewing'])
  told.forEach((listener) => listener.up?.())
  expect(sent).toEqual(['c:1 viewing', 'c:1 viewing'])
})

test('what a form says as its conversation is left leads nobody back there, and its typing ends with it', () => {
  const { presence, sent } = desk()
  presence.open('c:1')
  presence.signal('c:1', 'typing')
  presence.open('c:2')
  presence.signal('c:1', 'viewing')
  vi.advanceTimersByTime(6_000)
  expect(sent).toEqual(['c:1 viewing', 'c:1 typing', 'c:2 viewing'])
  presence.signal('c:2', 'typing')
  expect(sent.at(-1)).toBe('c:2 typing')
})

test('marks of a lost connection go after 13 s, those of lost presence at once', async () => {
  const { presence, connection, frame, told } = desk()
  const show = () => frame('conversation:c:1', true, { 'c:1': [at('ken', 'viewing')] })
  show()
  told.forEach((listener) => listener.down?.())
  vi.advanceTimersByTime(12_000)
  expect(presence.in('c:1')).toHaveLength(1)
  vi.advanceTimersByTime(1_500)
  expect(presence.in('c:1')).toEqual([])
  show()
  connection.degraded = ['presence']
  await vi.advanceTimersByTimeAsync(0)
  expect(presence.in('c:1')).toEqual([])
})

test('a note is written as a reply is, and one ends the other’s time', () => {
  const { presence, sent } = desk()
  presence.open('c:1')
  presence.signal('c:1', 'typing')
  presence.signal('c:1', 'noting')
  presence.signal('c:1', 'noting')
  expect(sent).toEqual(['c:1 viewing', 'c:1 typing', 'c:1 noting'])
  vi.advanceTimersByTime(6_000)
  expect(sent.at(-1)).toBe('c:1 viewing')
})

test('who is away is seen as away whatever they do, in a conversation and without one, and back at once', () => {
  const { presence, sent, told } = desk()
  presence.look(true)
  presence.look(true)
  expect(sent.splice(0)).toEqual(['null away'])
  presence.open('c:1')
  presence.signal('c:1', 'typing')
  expect(sent.splice(0)).toEqual(['c:1 away', 'c:1 away'])
  presence.open(null)
  expect(sent.splice(0)).toEqual(['null gone', 'null away'])
  told.forEach((listener) => listener.up?.())
  expect(sent.splice(0)).toEqual(['null away'])
  presence.look(false)
  expect(sent.splice(0)).toEqual(['null viewing'])
  presence.open('c:1')
  presence.look(true)
  presence.look(false)
  expect(sent).toEqual(['c:1 viewing', 'c:1 away', 'c:1 viewing'])
})

test('who is at the console is known until the line has been down too long, or presence is', () => {
  const { presence, told } = desk()
  told.forEach((listener) => listener.team?.({ agents: { ken: 'here', mika: 'away' } }))
  expect([presence.of('ken'), presence.of('mika'), presence.of('rin')]).toEqual(['here', 'away', null])
  told.forEach((listener) => listener.down?.())
  vi.advanceTimersByTime(13_000)
  expect(presence.of('ken')).toBeNull()
})
