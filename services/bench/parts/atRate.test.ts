import { expect, test } from 'vitest'
import { atRate } from './atRate.ts'

test('all are sent in order, at the rate, and none waits for an answer', async () => {
  const sent: number[] = []
  let under = 0
  let most = 0
  const from = performance.now()
  const took = await atRate({
    rate: 200,
    count: 40,
    async send(i) {
      sent.push(i)
      most = Math.max(most, ++under)
      await new Promise((resolve) => setTimeout(resolve, 50))
      under -= 1
    },
  })
  expect(sent).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(took).toHaveLength(40)
  expect(most).toBeGreaterThan(1)
  expect(performance.now() - from).toBeGreaterThan((39 * 1_000) / 200)
})

test('a stall is in the times of all that were due in it, not of one alone', async () => {
  const took = await atRate({
    rate: 100,
    count: 20,
    send(i) {
      if (i === 5) for (const until = performance.now() + 100; performance.now() < until;);
      return Promise.resolve()
    },
  })
  expect(took.filter((ms) => ms > 30).length).toBeGreaterThanOrEqual(5)
})

test('what fails is told', async () => {
  const failing = atRate({ rate: 1_000, count: 3, send: () => Promise.reject(new Error('refused')) })
  await expect(failing).rejects.toThrow('refused')
})
