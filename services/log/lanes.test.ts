import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { expect, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createLanes, cut, type Outgoing } from './lanes.ts'
import { LogClosed } from './log.ts'

const event = (id: string, data: unknown = {}): Envelope => ({
  id,
  type: 't',
  v: 1,
  key: 'k',
  at: 0,
  by: 'system',
  data,
})

function lanes(write: (part: number, records: Outgoing[]) => Promise<number>) {
  return createLanes({ write, logger: silentLogger(), metrics: createMetrics() })
}

test('a lane has one write in flight and repeats it under fresh keys until it is acknowledged', async () => {
  const written: Outgoing[][] = []
  let flying = 0
  const { append } = lanes(async (_part, records) => {
    expect((flying += 1)).toBe(1)
    written.push(records)
    await new Promise((resolve) => setImmediate(resolve))
    flying -= 1
    if (written.length <= 2) throw new Error('no answer')
    return written.length * 100
  })
  const places = await Promise.all(['a', 'b', 'c'].map((id) => append(event(id))))
  expect(places.map((place) => place.off)).toEqual([300, 301, 302])
  const ids = written.map((records) => records.map((record) => record.headers.ce_id))
  expect(ids).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ])
  const keys = written.flat().map((record) => record.key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('batches keep the order and stay within 500 events and 700 kB; a larger one stands alone', () => {
  const sized = (bytes: number[]) =>
    cut(
      bytes.map((b) => ({ bytes: b })),
      { count: 3, bytes: 10 },
    ).map((s) => s.map((i) => i.bytes))
  expect(sized([])).toEqual([])
  expect(sized([1, 1, 1, 1])).toEqual([[1, 1, 1], [1]])
  expect(sized([6, 4, 1])).toEqual([[6, 4], [1]])
  expect(sized([6, 5, 20, 1])).toEqual([[6], [5], [20], [1]])
})

test('closing waits for what is under way; what cannot be written then is said to be in doubt', async () => {
  let answer = (_base: number) => undefined as void
  const slow = lanes(() => new Promise<number>((resolve) => (answer = resolve)))
  const place = slow.append(event('a'))
  await new Promise((resolve) => setImmediate(resolve))
  const closing = slow.close()
  answer(7)
  await closing
  expect(await place).toMatchObject({ off: 7 })

  const broken = lanes(() => Promise.reject(new Error('no broker')))
  const lost = broken.append(event('a'))
  lost.catch(() => undefined)
  await broken.close(50)
  await expect(lost).rejects.toBeInstanceOf(LogClosed)
  await expect(broken.append(event('b'))).rejects.toBeInstanceOf(LogClosed)
})
