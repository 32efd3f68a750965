import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startProxy, type Proxy } from './proxy.ts'

const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket))
let proxy: Proxy
const opened: Socket[] = []
beforeEach(async () => {
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  proxy = await startProxy({ to: { port: (echo.address() as AddressInfo).port } })
})
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await proxy.stop()
  await new Promise((resolve) => echo.close(resolve))
})

/** What it heard, and how it ended: 'end' in order, an error's code otherwise. */
function open() {
  const socket = connect(proxy.port, '127.0.0.1')
  const seen = { heard: '', ended: '', write: (text: string) => socket.write(text) }
  socket.on('data', (chunk) => (seen.heard += chunk.toString()))
  socket.on('end', () => (seen.ended ||= 'end'))
  socket.on('error', (error: NodeJS.ErrnoException) => (seen.ended ||= error.code ?? 'error'))
  opened.push(socket)
  return seen
}
const said = async (text: string) => {
  const one = open()
  one.write(text)
  await vi.waitFor(() => expect(one.heard).toBe(text))
  return one
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 80))

test('it carries, and delays by so much both ways', async () => {
  const one = await said('at once')
  proxy.delay(60)
  const from = performance.now()
  one.write(', later')
  await vi.waitFor(() => expect(one.heard).toBe('at once, later'))
  expect(performance.now() - from).toBeGreaterThanOrEqual(115)
})

test('cut ends in order, reset does not, and new connections work at once', async () => {
  const [one, two] = [await said('a'), await said('b')]
  proxy.cut()
  await vi.waitFor(() => expect([one.ended, two.ended]).toEqual(['end', 'end']))
  const three = await said('c')
  proxy.reset()
  await vi.waitFor(() => expect(three.ended).toBe('ECONNRESET'))
  await said('d')
})

test('a half-open connection stays open and carries nothing, also after healing; new ones work', async () => {
  const one = await said('a')
  proxy.halfOpen()
  one.write('b')
  await soon()
  expect(one).toMatchObject({ heard: 'a', ended: '' })
  await said('new')
  proxy.heal()
  one.write('c')
  await soon()
  expect(one).toMatchObject({ heard: 'a', ended: '' })
})

test('refused and silent are states that healing ends', async () => {
  const one = await said('a')
  proxy.refuse()
  await vi.waitFor(() => expect(one.ended).toBe('ECONNRESET'))
  const refused = open()
  await vi.waitFor(() => expect(refused.ended).not.toBe(''))
  proxy.silence()
  const silent = open()
  silent.write('x')
  await soon()
  expect(silent).toMatchObject({ heard: '', ended: '' })
  proxy.heal()
  await said('well again')
})
