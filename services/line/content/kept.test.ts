// From LINE into a store, as whoever ties the two together does it: a few lines, and all of it holds.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isInline } from '../../media/address.ts'
import { openDiskStore } from '../../media/disk.ts'
import { keep } from '../../media/keep.ts'
import { keyOf } from '../../media/key.ts'
import { readAll } from '../../media/store.contract.ts'
import type { Store } from '../../media/store.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { startSimulator, type Simulator } from '../../simulator/start.ts'
import { demoChannels, demoPeople } from '../../simulator/world/demo.ts'
import { createTokens } from '../token.ts'
import { openContentAgent } from './agent.ts'
import type { LineData } from './ask.ts'
import { fetchContent } from './content.ts'
import { LIMITS } from './limits.ts'

const channel = demoChannels[0]!
const limits = { ...LIMITS, maxBytes: 1_000_000, stallMs: 500, wallMs: 3_000 }
let folder: string
let store: Store
let simulator: Simulator
let line: LineData
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-media-'))
  store = await openDiskStore({ folder })
  simulator = await startSimulator({ port: 0 })
  line = {
    data: simulator.url,
    channel: channel.id,
    tokens: createTokens({
      credentials: { lineChannelId: channel.id, secrets: [channel.secret], token: { kind: 'stateless' } },
      apiUrl: simulator.url,
      now: Date.now,
    }),
    agent: openContentAgent(),
    limits,
    logger: silentLogger(),
    metrics: createMetrics(),
  }
})
afterAll(async () => {
  await simulator.stop()
  await line.agent.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => sim('DELETE', '/_sim/faults'))

async function sim(method: string, path: string, body: unknown = {}) {
  const answer = await fetch(simulator.url + path, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  })
  return (await answer.json()) as Record<string, unknown>
}
const act = async (input: Record<string, unknown>) =>
  (
    (await sim('POST', '/_sim/act', { channel: channel.id, as: demoPeople[0]!.id, ...input })).messageIds as string[]
  )[0]!
const fault = (input: Record<string, unknown>) =>
  sim('POST', '/_sim/faults', { match: { path: '/v2/bot/message/*' }, count: 1, ...input })

const keyFor = (id: string) => keyOf(channel.id, id, 'content')
const fetchInto = (id: string) =>
  fetchContent(
    { ...line, put: (source, declared) => keep({ store, key: keyFor(id), max: limits.maxBytes }, source, declared) },
    id,
  )
async function stored(id: string) {
  const found = await store.open(keyFor(id))
  return found?.is === 'open' ? { type: found.type, bytes: await readAll(found.stream) } : null
}
const coming = () => readdir(join(folder, 'coming'))

test.each([
  [{ do: 'images' }, 'image/png'],
  [{ do: 'video', processingMs: 200 }, 'video/mp4'],
  [{ do: 'voice', processingMs: 200 }, 'audio/mp4'],
  [{ do: 'file', name: 'notes.txt', text: '寸法' }, 'text/plain'],
  [{ do: 'file', name: 'photo.png', text: '<svg onload="x()"/>' }, 'image/svg+xml'],
])('%o is kept as %s, whole', async (input, type) => {
  const id = await act(input)
  const outcome = await fetchInto(id)
  expect(outcome).toMatchObject({ is: 'stored', stored: { is: 'stored', type } })
  const sent = Buffer.from(await (await fetch(`${simulator.url}/_sim/content/${id}`)).arrayBuffer())
  const found = await stored(id)
  expect(found!.type).toBe(type)
  expect(found!.bytes.equals(sent)).toBe(true)
})

test('a page under a picture’s name is kept as a page, which is never shown', async () => {
  const id = await act({ do: 'images' })
  await fault({ kind: 'wrong_type' })
  expect(await fetchInto(id)).toMatchObject({ is: 'stored', stored: { type: 'text/html' } })
  expect(isInline((await stored(id))!.type)).toBe(false)
})

test.each([
  [{ kind: 'cut_at', bytes: 300 }, 'later'],
  [{ kind: 'cut_at', bytes: 20_000 }, 'later'],
  [{ kind: 'slow_drip', delayMs: 100 }, 'later'],
  [{ kind: 'slow_drip', delayMs: 2_000 }, 'later'],
  [{ kind: 'huge' }, 'too_large'],
  [{ kind: 'status', status: 503 }, 'later'],
])('%o leaves nothing, and the next try brings the whole', async (kind, is) => {
  const id = await act({ do: 'video', processingMs: 0 })
  await fault(kind)
  expect((await fetchInto(id)).is).toBe(is)
  expect(await stored(id)).toBeNull()
  expect(await coming()).toEqual([])
  expect((await fetchInto(id)).is).toBe('stored')
  expect((await stored(id))!.bytes.length).toBeGreaterThan(40_000)
})

test('a second fetch that fails leaves what the first has kept', async () => {
  const id = await act({ do: 'images' })
  await fetchInto(id)
  const first = await stored(id)
  await fault({ kind: 'cut_at', bytes: 300 })
  expect((await fetchInto(id)).is).toBe('later')
  expect(await stored(id)).toEqual(first)
})
