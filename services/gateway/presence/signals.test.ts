import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bus } from '../../bus/bus.ts'
import { CONSOLE, type Signal } from '../../presence/presence.ts'
import { startSignals, type Signals } from './signals.ts'

let said: Signal[] = []
let signals: Signals
const bus: Bus = {
  publish: (_topic, notice) => void said.push(notice as Signal),
  subscribe: () => () => {},
  healthy: () => true,
  stop: () => Promise.resolve(),
}
const from = { agent: 'mika', connection: 'x' }
const spoken = () => said.splice(0).map(({ room, state, renewal }) => `${state} ${room}${renewal ? ' again' : ''}`)
const short = () => spoken().filter((one) => !one.includes(CONSOLE))
const atConsole = () => spoken().filter((one) => one.includes(CONSOLE))

beforeEach(() => {
  vi.useFakeTimers()
  said = []
  signals = startSignals({ bus })
})
afterEach(() => {
  signals.stop()
  vi.useRealTimers()
})

test('viewing is said and renewed every 4 s while the socket lives; leaving is said at once and once', () => {
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  expect(short()).toEqual(['viewing c:U1'])
  vi.advanceTimersByTime(8_000)
  expect(short()).toEqual(['viewing c:U1 again', 'viewing c:U1 again'])
  signals.leave(from)
  signals.leave(from)
  vi.advanceTimersByTime(8_000)
  expect(short()).toEqual(['gone c:U1'])
})

test('who types also views, and typing is never renewed: it comes with the keys', () => {
  signals.signal(from, { conversation: 'c:U1', state: 'typing' })
  expect(short()).toEqual(['viewing c:U1', 'typing c:U1'])
  signals.signal(from, { conversation: 'c:U1', state: 'typing' })
  vi.advanceTimersByTime(4_000)
  expect(short()).toEqual(['typing c:U1', 'viewing c:U1 again'])
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  expect(short()).toEqual(['viewing c:U1'])
})

test('a line is in one conversation: another one, or none, leaves the first', () => {
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  signals.signal(from, { conversation: 'c:U2', state: 'viewing' })
  expect(short()).toEqual(['viewing c:U1', 'gone c:U1', 'viewing c:U2'])
  expect(signals.at('x')).toBe('c:U2')
  signals.signal(from, { conversation: null, state: 'gone' })
  expect([short(), signals.at('x')]).toEqual([['gone c:U2'], null])
})

test('away takes the place of viewing, is renewed as such, and whoever writes is back', () => {
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  signals.signal(from, { conversation: 'c:U1', state: 'away' })
  vi.advanceTimersByTime(4_000)
  expect(short()).toEqual(['viewing c:U1', 'away c:U1', 'away c:U1 again'])
  signals.signal(from, { conversation: 'c:U1', state: 'noting' })
  expect(short()).toEqual(['viewing c:U1', 'noting c:U1'])
})

test('a connection is at the console while it is open, in sight or away, in a conversation or in none', () => {
  signals.arrive(from)
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  signals.signal(from, { conversation: null, state: 'gone' })
  signals.signal(from, { conversation: null, state: 'away' })
  vi.advanceTimersByTime(4_000)
  signals.signal(from, { conversation: 'c:U1', state: 'typing' })
  signals.leave(from)
  expect(atConsole()).toEqual([`viewing ${CONSOLE}`, `away ${CONSOLE}`, `away ${CONSOLE} again`, `viewing ${CONSOLE}`])
  signals.depart(from)
  signals.depart(from)
  vi.advanceTimersByTime(8_000)
  expect(atConsole()).toEqual([`gone ${CONSOLE}`])
})

test('a gateway that stops says gone for everybody on it', () => {
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  signals.signal({ agent: 'ken', connection: 'y' }, { conversation: 'c:U2', state: 'viewing' })
  short()
  signals.stop()
  expect(short()).toEqual(['gone c:U1', 'gone c:U2'])
})
