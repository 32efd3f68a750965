// A browser that stops reading, and a gateway that stops serving.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Socket as Wire } from 'node:net'
import { partitionOf } from '@madoguchi/contracts/ids'
import { newer } from '@madoguchi/contracts/rev'
import type { Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import { messageAt } from '../../rows.fixture.ts'
import { openDesk, type Desk, type Gate, type Screen } from '../desk.fixture.ts'

let desk: Desk
let mika: { id: string; cookie: string }
let ahead = 0
const now = () => Date.now() + ahead
beforeAll(async () => {
  desk = await openDesk()
  mika = await desk.person('mika', { [desk.shop]: ['agent'] })
})
afterAll(() => desk.stop())

/** The TCP connection below a browser's socket. */
const wireOf = ({ socket }: Screen) => (socket.io.engine.transport as unknown as { ws: { _socket: Wire } }).ws._socket
const gauge = async (gate: Gate, name: 'sockets' | 'socketLagging') =>
  (await gate.metrics[name].get()).values[0]?.value ?? 0

/** 80 kB a message: the kernel's buffers are full after some tens. */
const large = (conversation: string, rev: number) =>
  messageAt(conversation, rev, { body: { kind: 'text', text: 'x'.repeat(80_000) } }, `m${rev}`)

async function flood(conversation: string, from: number, to: number) {
  for (let rev = from; rev < to; rev += 1) await desk.commit([large(conversation, rev)])
}

test('a stalled browser leaves its rooms, gets one resync when its line runs, and follows to the rows as they are', async () => {
  const gate = await desk.openGate()
  const screen = await desk.screen(gate, mika.cookie)
  const conversation = `${desk.shop}:U1`
  const room = `conversation:${conversation}`
  const part = partitionOf(conversation)
  await screen.follow(room, { [part]: 0 })
  wireOf(screen).pause()
  await flood(conversation, 0, 140)
  await vi.waitFor(async () => expect(await gauge(gate, 'socketLagging')).toBe(1), 12_000)
  await flood(conversation, 140, 160)
  wireOf(screen).resume()
  await vi.waitFor(() => expect(screen.heard('resync')).toEqual([{ rooms: [room] }]), 5_000)
  await vi.waitFor(async () => expect(await gauge(gate, 'socketLagging')).toBe(0))

  const view = new Map<string, Row>()
  let cursor = 0
  const take = ({ from, next, rows }: { from: number; next: number; rows: Row[] }) => {
    for (const row of rows) if (newer(view.get(row.id), row)) view.set(row.id, row)
    if (from <= cursor) cursor = Math.max(cursor, next)
  }
  screen.heard('change').forEach(take)
  expect(view.size).toBeLessThan(160) // it was spared something
  const ack = (await screen.follow(room, { [part]: cursor })) as Followed
  ack.changes.forEach(take)
  expect([view.size, cursor]).toEqual([160, 160])
  await desk.commit([messageAt(conversation, 160)])
  await vi.waitFor(() => expect(screen.heard('change').at(-1)).toMatchObject({ from: 160, next: 161 }))
  screen.close()
  await gate.stop()
}, 40_000)

test('a browser that does not come back is hung up on, and nothing of it stays', async () => {
  const gate = await desk.openGate({ now })
  const screen = await desk.screen(gate, mika.cookie)
  const conversation = `${desk.shop}:U2`
  await screen.follow(`conversation:${conversation}`, { [partitionOf(conversation)]: 0 })
  wireOf(screen).pause()
  await flood(conversation, 1_000, 1_140)
  await vi.waitFor(async () => expect(await gauge(gate, 'socketLagging')).toBe(1), 12_000)
  try {
    ahead = 31_000
    await vi.waitFor(async () => expect(await gauge(gate, 'sockets')).toBe(0), 5_000)
    expect(await gauge(gate, 'socketLagging')).toBe(0)
  } finally {
    ahead = 0
    screen.close()
    await gate.stop()
  }
}, 40_000)

test('a browser that does not read does not hold up a gateway that stops', async () => {
  const gate = await desk.openGate({ spreadMs: 100 })
  const screen = await desk.screen(gate, mika.cookie)
  const conversation = `${desk.shop}:U3`
  await screen.follow(`conversation:${conversation}`, { [partitionOf(conversation)]: 0 })
  wireOf(screen).pause()
  await flood(conversation, 2_000, 2_140)
  const began = performance.now()
  await gate.stop()
  expect(performance.now() - began).toBeLessThan(3_000)
  screen.close()
}, 40_000)

test('a gateway that stops tells its browsers to move and lets them go over the time it said', async () => {
  const gate = await desk.openGate({ spreadMs: 600 })
  const screens = await Promise.all(Array.from({ length: 12 }, () => desk.screen(gate, mika.cookie)))
  const gone: number[] = []
  for (const { socket } of screens) socket.once('disconnect', () => gone.push(performance.now()))
  const began = performance.now()
  await gate.stop() // the HTTP server's close, which waits for every line
  expect(performance.now() - began).toBeLessThan(3_000)
  await vi.waitFor(() => expect(gone).toHaveLength(12))
  expect(screens.map((screen) => screen.heard('moving'))).toEqual(screens.map(() => [{ withinMs: 600 }]))
  expect(Math.max(...gone) - Math.min(...gone)).toBeGreaterThan(100)
})

test('stopping twice, with nobody connected, is quick and harmless', async () => {
  const gate = await desk.openGate({ spreadMs: 60_000 })
  const began = performance.now()
  await Promise.all([gate.sockets.stop(), gate.sockets.stop()])
  await gate.stop()
  expect(performance.now() - began).toBeLessThan(3_000)
})
