import { setTimeout as wait } from 'node:timers/promises'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { paced, type Pace } from './pace.ts'

const PATIENT: Pace = { stallMs: 60_000, graceMs: 60_000, bytesPerSecond: 1 }
const tooSlow = { status: 408, code: 'too_slow' }

async function all(source: Readable, pace: Pace): Promise<string> {
  let heard = ''
  for await (const chunk of paced(source, pace)) heard += chunk.toString()
  return heard
}
/** A byte every few milliseconds, for ever or so many. */
async function* drip(most = Infinity, chunk = 'x') {
  for (let i = 0; i < most; i++) {
    await wait(5)
    yield Buffer.from(chunk)
  }
}

test('what comes comes whole, and its break is told', async () => {
  expect(await all(Readable.from([Buffer.from('ab'), Buffer.from('c')]), PATIENT)).toBe('abc')
  async function* broken() {
    yield Buffer.from('a')
    throw new Error('cut')
  }
  await expect(all(Readable.from(broken()), PATIENT)).rejects.toThrow('cut')
})

test('silence is cut, and the source is left to who answers on it', async () => {
  const silent = new Readable({ read: () => undefined })
  await expect(all(silent, { ...PATIENT, stallMs: 30 })).rejects.toMatchObject(tooSlow)
  expect(silent.destroyed).toBe(false)
  silent.destroy(new Error('gone meanwhile'))
})

test('a byte now and then, never silent for long, is cut by its average', async () => {
  const dripping = Readable.from(drip())
  await expect(all(dripping, { ...PATIENT, graceMs: 60, bytesPerSecond: 1_000_000 })).rejects.toMatchObject(tooSlow)
  dripping.destroy()
})

test('who keeps the pace may take longer than the grace', async () => {
  const began = performance.now()
  const kept = Readable.from(drip(30, 'x'.repeat(10_000)))
  expect((await all(kept, { ...PATIENT, graceMs: 100, bytesPerSecond: 10_000 })).length).toBe(300_000)
  expect(performance.now() - began).toBeGreaterThan(100)
})

test('the time our side takes is not the sender’s', async () => {
  const chunks = paced(Readable.from([Buffer.from('a'), Buffer.from('b')]), {
    ...PATIENT,
    graceMs: 250,
    bytesPerSecond: 1e9,
  })
  await chunks.next()
  await wait(300)
  expect((await chunks.next()).value?.toString()).toBe('b')
  expect((await chunks.next()).done).toBe(true)
})
