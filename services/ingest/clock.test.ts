// The wall clock of a machine can jump by an hour while a webhook is in hand: deadlines do not.
import { expect, test } from 'vitest'
import { openDesk, said } from './desk.fixture.ts'

const HOUR_MS = 3_600_000

test.for([HOUR_MS, -HOUR_MS])('with a clock that jumps by %i ms the spool is still used after 1.2 s', async (jump) => {
  let asked = 0
  const desk = await openDesk({ now: () => Date.now() + (asked++ % 2) * jump })
  try {
    desk.log.stalled = true
    const began = performance.now()
    const answers = await Promise.all([1, 2, 3].map((n) => desk.postEvents([said(`U${n}`, 'when?')])))
    const ms = performance.now() - began
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(ms).toBeGreaterThanOrEqual(1_150)
    expect(ms).toBeLessThan(1_900)
    const { values } = await desk.metrics.webhookSeconds.get()
    const sum = values.find(({ metricName }) => metricName === 'webhook_seconds_sum')!.value
    expect(sum / 3).toBeGreaterThan(1.1)
    expect(sum / 3).toBeLessThan(1.9)
  } finally {
    await desk.stop()
  }
})

test('an event that does not say when it happened has the time of its receipt', async () => {
  const desk = await openDesk({ now: () => 1_800_000_000_000 })
  try {
    await desk.postEvents([said('U1', 'undated', { timestamp: null })])
    expect(desk.log.appended[0]!.at).toBe(1_800_000_000_000)
  } finally {
    await desk.stop()
  }
})
