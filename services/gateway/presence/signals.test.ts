import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bus } from '../../bus/bus.ts'
import type { Signal } from '../../presence/presence.ts'
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
const short = () => said.splice(0).map(({ room, state, renewal }) => `${state} ${room}${renewal ? ' again' : ''}`)

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

test('a gateway that stops says gone for everybody on it', () => {
  signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  signals.signal({ agent: 'ken', connection: 'y' }, { conversation: 'c:U2', state: 'viewing' })
  short()
  signals.stop()
  expect(short()).toEqual(['gone c:U1', 'gone c:U2'])
})
