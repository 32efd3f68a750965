import { createRequire } from 'node:module'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../../runtime/logger.ts'
import { createClient } from './client.ts'
import { recordOf } from './record.ts'

let connections: Socket[] = []
const server = createServer((socket) => void connections.push(socket.on('error', () => undefined)))
beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterEach(() => {
  for (const socket of connections) socket.destroy()
  connections = []
  return new Promise((resolve) => server.close(resolve))
})

test('a connection on which a request times out is destroyed, and no other broker’s', async () => {
  const { port } = server.address() as AddressInfo
  const { sockets } = createClient({ brokers: ['x:1'], logger: silentLogger() })
  const args = { host: '127.0.0.1', port, onConnect: () => undefined }
  // @ts-expect-error: `ssl` is undefined without TLS, which the library's types do not say
  const socket = sockets.socketFactory({ ...args, ssl: undefined })
  await vi.waitFor(() => expect(connections).toHaveLength(1))
  socket.on('error', () => undefined)
  const timeout = (broker: string) =>
    sockets.onRequestTimeout({ payload: { broker } } as Parameters<typeof sockets.onRequestTimeout>[0])
  timeout('127.0.0.1:1')
  expect(socket.destroyed).toBe(false)
  timeout(`127.0.0.1:${port}`)
  expect(socket.destroyed).toBe(true)
})

test('while nothing waits the library sets no timer; while something waits it looks again', () => {
  createClient({ brokers: ['x:1'], logger: silentLogger() })
  const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: { scheduleCheckPendingRequests(): void }
  }
  const schedule = (queue: object) => RequestQueue.prototype.scheduleCheckPendingRequests.call(queue)
  const checkPendingRequests = vi.fn<() => void>()
  const idle = { throttleCheckTimeoutId: null, pending: [], throttledUntil: -1, checkPendingRequests }
  schedule(idle)
  expect(idle.throttleCheckTimeoutId).toBeNull()
  vi.useFakeTimers()
  const busy = { ...idle, pending: [1], throttledUntil: Date.now() + 50 }
  schedule(busy)
  expect(busy.throttleCheckTimeoutId).not.toBeNull()
  vi.advanceTimersByTime(49)
  expect(checkPendingRequests).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(checkPendingRequests).toHaveBeenCalledOnce()
  vi.useRealTimers()
})

test('a stranger’s record is delivered too: no headers, a key that is no UUID, or none', () => {
  const message = { attributes: 0, timestamp: '1700000000000', offset: '9007199254740991', headers: {} }
  const uuid = '018bcfe5-687b-7000-8000-000000000000'
  const of = (key: string | null, value: string | null) =>
    recordOf(3, {
      ...message,
      key: key === null ? null : Buffer.from(key),
      value: value === null ? null : Buffer.from(value),
    })
  expect(of(uuid, null)).toEqual({
    part: 3,
    off: 9007199254740991,
    key: uuid,
    loggedAt: 1_700_000_000_000,
    event: null,
  })
  expect(of('their key', '{').key).toMatch(/^[0-9a-f-]{36}$/)
  expect(of('their key', '{').key).toBe(of('their key', '1').key)
  expect(of(null, '{').event).toMatchObject({ type: 'unreadable', data: '{' })
})
