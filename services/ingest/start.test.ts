import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createFakeLog, openDesk, said, type Desk } from './desk.fixture.ts'
import { wrap } from './envelope.ts'
import { createIntake } from './intake.ts'
import { createLoad } from './load.ts'
import type { Spool } from './spool.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.stop())

const texts = (events: { data: unknown }[]) => events.map((e) => (e.data as { message: { text: string } }).message.text)
const spooled = () => readFile(join(desk.spoolFolder, 'spool.jsonl'), 'utf8')
const timed = async (sent: Promise<Response>) => {
  const started = Date.now()
  const { status } = await sent
  return { status, ms: Date.now() - started }
}

test('a body may mix persons, groups and types; each is filed by its own source, and one unreadable event costs none', async () => {
  const events = [
    said('U1', 'one'),
    said('U2', 'two', { source: { type: 'group', groupId: 'C1', userId: 'U2' } }),
    said('U3', 'three', { source: { type: 'user' } }),
    null,
    { type: 'inventedByLine', source: { type: 'user', userId: 'U1' }, webhookEventId: 'i' },
    { type: 'accountLink', link: { result: 'failed' }, webhookEventId: 'l' },
    said('U4', 'x'.repeat(720_000)),
    said('U1', 'last'),
  ]
  expect((await desk.postEvents(events)).status).toBe(200)
  expect(desk.log.appended.map((e) => [e.key, e.type])).toEqual([
    ['shop:U1', 'line.message'],
    ['shop:C1', 'line.message'],
    ['shop:?', 'line.message'],
    ['shop:-', 'line.?'],
    ['shop:U1', 'line.inventedByLine'],
    ['shop:-', 'line.accountLink'],
    ['shop:U4', 'line.oversize'],
    ['shop:U1', 'line.message'],
  ])
  expect(desk.log.appended.filter((e) => e.type === 'line.message').map((e) => e.data)).toEqual([
    events[0],
    events[1],
    events[2],
    events[7],
  ])
})

test('U+0000, half characters and escaped emoji arrive as they were sent', async () => {
  const text = 'a\u0000b\ud83e end \ud83d\ude00'
  await desk.postEvents([said('U1', text)])
  expect(texts(desk.log.appended)).toEqual([text])
})

test('the same body ten times at once is ten times on the log under one id, for the projector to count once', async () => {
  const events = [said('U1', 'once'), said('U2', 'too')]
  const answers = await Promise.all(Array.from({ length: 10 }, () => desk.postEvents(events)))
  expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(desk.log.appended).toHaveLength(20)
  expect(new Set(desk.log.appended.map((e) => e.id)).size).toBe(2)
})

test('with a log that is known to fail 200 is said after 0.2 s, from the spool', async () => {
  desk.log.stalled = true
  desk.log.troubled = true
  const { status, ms } = await timed(desk.postEvents([said('U1', 'soon')]))
  expect(status).toBe(200)
  expect(ms).toBeGreaterThanOrEqual(190)
  expect(ms).toBeLessThan(1_000)
})

test('with a silent log 200 is said after 1.2 s, once the events are on disk; they stay in their lanes, before newer ones', async () => {
  desk.log.stalled = true
  const bodies = await Promise.all([
    timed(desk.postEvents([said('U1', 'one'), said('U2', 'other')])),
    timed(desk.postEvents([said('U3', 'third')])),
  ])
  for (const { status, ms } of bodies) {
    expect(status).toBe(200)
    expect(ms).toBeGreaterThanOrEqual(1_150)
    expect(ms).toBeLessThan(1_900)
  }
  for (const text of ['one', 'other', 'third']) expect(await spooled()).toContain(`"text":"${text}"`)
  expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'degraded' })
  const newer = desk.postEvents([said('U1', 'two')])
  await vi.waitFor(() => expect(desk.log.appended).toHaveLength(4))
  desk.log.go()
  expect((await newer).status).toBe(200)
  expect(texts(desk.log.acknowledged.filter((e) => e.key === 'shop:U1'))).toEqual(['one', 'two'])
  await vi.waitFor(async () => expect(await readdir(desk.spoolFolder)).toEqual([]))
  expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'ok' })
})

test('only what the log has not acknowledged goes to the spool', async () => {
  const append = desk.log.append.bind(desk.log)
  vi.spyOn(desk.log, 'append').mockImplementation((event) => {
    desk.log.stalled = event.key === 'shop:U2'
    return append(event)
  })
  expect((await desk.postEvents([said('U1', 'quick'), said('U2', 'slow')])).status).toBe(200)
  expect(await spooled()).toContain('slow')
  expect(await spooled()).not.toContain('quick')
})

test('after a crash what was answered 200 enters its lane before anything new, in order, also past a torn line', async () => {
  const { spoolFolder } = desk
  desk.log.stalled = true
  for (const text of ['one', 'two', 'three']) expect((await desk.postEvents([said('U1', text)])).status).toBe(200)
  const release = await desk.crash()
  await writeFile(join(spoolFolder, 'spool.jsonl'), 'a torn li', { flag: 'a' })

  const log = createFakeLog()
  log.stalled = true
  desk = await openDesk({ log, folder: spoolFolder })
  expect(texts(log.appended)).toEqual(['one', 'two', 'three'])
  const newer = desk.postEvents([said('U1', 'four')])
  await vi.waitFor(() => expect(log.appended).toHaveLength(4))
  expect(await spooled()).toContain('three')
  log.go()
  expect((await newer).status).toBe(200)
  expect(texts(log.acknowledged)).toEqual(['one', 'two', 'three', 'four'])
  await vi.waitFor(async () => expect(await readdir(spoolFolder)).toEqual([]))
  await release()
}, 15_000)

test('with neither log nor disk the answer is 503; LINE may send it again', async () => {
  desk.log.stalled = true
  await rm(desk.spoolFolder, { recursive: true })
  await writeFile(desk.spoolFolder, 'a file in the folder’s place')
  const { status, ms } = await timed(desk.postEvents([said('U1', 'lost?')]))
  expect(status).toBe(503)
  expect(ms).toBeLessThan(2_000)
  expect(desk.health.ready().parts.ingest).toMatchObject({ state: 'down' })
  expect(await desk.refused('unavailable')).toBe(1)
})

test('a log that is closing leaves its events to the spool at once', async () => {
  desk.log.stalled = true
  const sent = timed(desk.postEvents([said('U1', 'late')]))
  await vi.waitFor(() => expect(desk.log.appended).toHaveLength(1))
  await desk.log.close()
  const { status, ms } = await sent
  expect(status).toBe(200)
  expect(ms).toBeLessThan(1_000)
  expect(await spooled()).toContain('late')
})

test('a full lane takes nothing more of its own, and stands in no other lane’s way', async () => {
  const log = createFakeLog()
  log.stalled = true
  const spool: Spool = {
    leftovers: [],
    keep: async (events) => events.map((event, n) => ({ n, event })),
    drop: () => undefined,
    size: () => 0,
    broken: () => null,
    stop: async () => undefined,
  }
  const load = createLoad({ events: 2, bytes: 10_000 })
  const intake = createIntake({ log, spool, load, logger: silentLogger(), metrics: createMetrics() })
  const soon = { spool: 10, giveUp: 500 }
  const take = (userId: string, ...sent: string[]) =>
    intake.take(
      sent.map((text) => wrap('shop', said(userId, text), 0)),
      soon,
    )
  expect(await take('U1', 'a', 'b')).toBe(true)
  expect(await take('U1', 'c')).toBe(false)
  expect(await take('U2', 'a', 'b', 'c')).toBe(false)
  expect(await take('U2', 'x'.repeat(11_000))).toBe(false)
  expect(await take('U2', 'a')).toBe(true)
  expect(log.appended).toHaveLength(3)
  log.go()
  await intake.drain(1_000)
  expect(await take('U1', 'd')).toBe(true)
})

test('the time to every answer is measured by its status', async () => {
  await desk.postEvents([])
  await desk.post('{}', {})
  const { values } = await desk.metrics.webhookSeconds.get()
  const counts = values.filter((v) => v.metricName === 'webhook_seconds_count').map((v) => [v.labels.status, v.value])
  expect(counts).toEqual([
    [200, 1],
    [401, 1],
  ])
})
