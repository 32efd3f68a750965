// Two gateways show the same presence for as long as somebody looks, and it ends with the last renewal; without renewals the check
// sees the marks go.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PresenceFrame } from '@madoguchi/contracts/socket/presence'
import { createMemoryBus } from '../../bus/memory.ts'
import { createMemoryPresence } from '../../presence/memory.ts'
import { startPresence } from '../../presence/start.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { startShow } from './show.ts'
import { RENEW_MS, startSignals } from './signals.ts'

const logger = silentLogger()
const from = { agent: 'mika', connection: 'x' }
const room = 'conversation:c:U1'
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function openStage(renewMs: number) {
  const stack = createStack()
  const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
  const presence = createMemoryPresence({ bus, now: () => Date.now() })
  for (let i = 0; i < 2; i += 1) stack.use(await startPresence({ bus, presence, logger }), (opened) => opened.stop())
  const shown: PresenceFrame[][] = [[], []]
  const shows = shown.map((frames) =>
    startShow({ presence, bus, emit: (frame) => frames.push(frame), emitTeam: () => undefined, logger }),
  )
  const signals = startSignals({ bus, renewMs })
  return {
    signals,
    marks: () =>
      shows.map((show) => show.whole(room).conversations['c:U1']!.map(({ agent, state }) => `${agent} ${state}`)),
    /** How often a mark of the thread changed on each gateway. */
    changes: () => shown.map((frames) => frames.filter((frame) => frame.room === room).length),
    async stop() {
      signals.stop()
      const stopped = Promise.all(shows.map((show) => show.stop())).then(() => stack.stop())
      await vi.advanceTimersByTimeAsync(100)
      await stopped
    },
  }
}
const both = (...marks: string[]) => [marks, marks]

test('a mark stays while its socket lives, without flicker, and is gone at once on leaving', async () => {
  const stage = await openStage(RENEW_MS)
  stage.signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  for (let second = 0; second < 60; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000)
    expect(stage.marks()).toEqual(both('mika viewing'))
  }
  expect(stage.changes()).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(500) // the fake clock reorders what is due in one instant
  stage.signals.leave(from)
  await vi.advanceTimersByTimeAsync(50)
  expect(stage.marks()).toEqual(both())
  await stage.stop()
})

test('typing ends 6 s after the last key and leaves the viewer, who was there all the time', async () => {
  const stage = await openStage(RENEW_MS)
  for (let second = 0; second < 6; second += 2) {
    stage.signals.signal(from, { conversation: 'c:U1', state: 'typing' })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(stage.marks()).toEqual(both('mika typing'))
  }
  await vi.advanceTimersByTimeAsync(3_000)
  expect(stage.marks()).toEqual(both('mika typing'))
  await vi.advanceTimersByTimeAsync(2_500)
  expect(stage.marks()).toEqual(both('mika viewing'))
  await stage.stop()
})

test('the check misses it: only the first touch is published', async () => {
  const stage = await openStage(1_000_000_000)
  stage.signals.signal(from, { conversation: 'c:U1', state: 'viewing' })
  await vi.advanceTimersByTimeAsync(11_000)
  expect(stage.marks()).toEqual(both('mika viewing'))
  await vi.advanceTimersByTimeAsync(2_100) // a crash is gone after 13 s too (CO-2)
  expect(stage.marks()).toEqual(both())
  await stage.stop()
})
