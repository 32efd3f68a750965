import { expect, test } from 'vitest'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { runBulk } from './bulk.ts'

const IDS = Array.from({ length: 20 }, (_, n) => `c:U${n}`)
const tick = () => new Promise<void>((done) => setImmediate(done))

function run(act: (id: string) => Promise<Ack> | Ack, { stopAfter = Infinity } = {}) {
  const steps: number[] = []
  const pauses: number[] = []
  const outcome = runBulk({
    ids: IDS,
    act,
    step: (n) => void steps.push(n),
    stopped: () => steps.length >= stopAfter,
    pause: async (ms) => void pauses.push(ms),
  })
  return { outcome, steps, pauses }
}

test('every row is asked for once, four at a time, and each is counted', async () => {
  let [now, most] = [0, 0]
  const asked: string[] = []
  const { outcome, steps } = run(async (id) => {
    asked.push(id)
    most = Math.max(most, ++now)
    await tick()
    now -= 1
    return { ok: true }
  })
  const { done, failures, stopped } = await outcome
  expect([done.length, failures, stopped, most]).toEqual([20, [], false, 4])
  expect(asked.toSorted()).toEqual(IDS.toSorted())
  expect(steps).toEqual(IDS.map((_, i) => i + 1))
})

test('a refusal is kept with its row and its reason, and the rest goes on', async () => {
  const { outcome, steps } = run((id) => (id === 'c:U3' ? { ok: false, code: 'locked', why: 'ken' } : { ok: true }))
  const { done, failures } = await outcome
  expect(done).toHaveLength(19)
  expect(failures).toEqual([{ id: 'c:U3', refusal: { ok: false, code: 'locked', why: 'ken' } }])
  expect(steps.at(-1)).toBe(20)
})

test('what comes too fast is asked again after a pause, and not for ever', async () => {
  const tries = new Map<string, number>()
  const { outcome, pauses } = run((id) => {
    const tried = (tries.get(id) ?? 0) + 1
    tries.set(id, tried)
    const ready = id === 'c:U0' ? tried > 3 : id !== 'c:U1'
    return ready ? { ok: true } : { ok: false, code: 'too_many', limit: 600 }
  })
  const { done, failures } = await outcome
  expect(done).toHaveLength(19)
  expect(failures.map(({ id, refusal }) => [id, refusal.code])).toEqual([['c:U1', 'too_many']])
  expect([tries.get('c:U0'), tries.get('c:U1')]).toEqual([4, 15])
  expect(pauses).toHaveLength(3 + 14)
})

test('stopped, what is under way ends and nothing new begins', async () => {
  const { outcome } = run(async () => (await tick(), { ok: true }), { stopAfter: 5 })
  const { done, stopped } = await outcome
  expect(stopped).toBe(true)
  expect(done.length).toBeGreaterThanOrEqual(5)
  expect(done.length).toBeLessThan(12)
})
