// The media store's promises; both adapters run them.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Range } from './range.ts'
import type { Opened, Store } from './store.ts'

export type StoreStage = {
  store: Store
  /** Puts that are neither whole nor gone. */
  unfinished(): Promise<number>
  /** What the server behind the store does otherwise than the real one, where a promise rests on it: said, and not asked. */
  unlike?: string
  stop(): Promise<void>
}

const MB = 1024 * 1024
const image = { type: 'image/png', max: 200 * MB }
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Pieces of 64 KB, made as they are asked for. */
function pieces(bytes: number, fill = 0x61): Readable {
  let left = bytes
  return new Readable({
    read() {
      const length = Math.min(left, 64 * 1024)
      left -= length
      this.push(length === 0 ? null : Buffer.alloc(length, fill))
    },
  })
}
/** Breaks after so many bytes. */
function breaking(bytes: number, error = new Error('the line was cut')): Readable {
  async function* read() {
    yield* pieces(bytes)
    throw error
  }
  return Readable.from(read(), { objectMode: false })
}

export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function storeContract(openStage: () => Promise<StoreStage>) {
  let stage: StoreStage
  let store: Store
  let key: string
  let number = 0
  beforeAll(async () => {
    stage = await openStage()
    store = stage.store
  }, 120_000)
  afterAll(() => stage?.stop())
  beforeEach(() => {
    key = `test/${Date.now()}-${++number}/content`
  })

  const put = (bytes: Buffer, given = key) => store.put(given, Readable.from([bytes]), image)
  const opened = async (range?: Range, given = key): Promise<Opened> => {
    const found = await store.open(given, range)
    if (found?.is !== 'open') throw new Error(`not open: ${JSON.stringify(found)}`)
    return found
  }
  const read = async (range?: Range) => readAll((await opened(range)).stream)

  test('what was put is read as it was, with its type, length and hash', async () => {
    const bytes = randomBytes(200_000)
    expect(await put(bytes)).toEqual({ is: 'stored', bytes: bytes.length, sha256: hashOf(bytes) })
    const { stream, ...facts } = await opened()
    expect(facts).toEqual({ is: 'open', from: 0, bytes: bytes.length, total: bytes.length, type: 'image/png' })
    expect(hashOf(await readAll(stream))).toBe(hashOf(bytes))
  })

  test('what was never put is not there, and removing it is no error', async () => {
    expect(await store.open(key)).toBeNull()
    expect(await store.open(key, { first: 0 })).toBeNull()
    expect(await store.open(key, { suffix: 0 })).toBeNull()
    await store.remove(key)
  })

  test('any range that has bytes gives just these', async () => {
    const bytes = randomBytes(10_000)
    await put(bytes)
    const ranges: [Range, number, number][] = [
      [{ first: 0, last: 0 }, 0, 1],
      [{ first: 0, last: 99 }, 0, 100],
      [{ first: 5_000, last: 5_999 }, 5_000, 6_000],
      [{ first: 9_000 }, 9_000, 10_000],
      [{ first: 9_999 }, 9_999, 10_000],
      [{ first: 9_000, last: 20_000 }, 9_000, 10_000],
      [{ suffix: 1 }, 9_999, 10_000],
      [{ suffix: 500 }, 9_500, 10_000],
      [{ suffix: 50_000 }, 0, 10_000],
    ]
    for (const [range, from, to] of ranges) {
      const { stream, ...facts } = await opened(range)
      expect(facts).toMatchObject({ from, bytes: to - from, total: 10_000, type: 'image/png' })
      expect((await readAll(stream)).equals(bytes.subarray(from, to)), JSON.stringify(range)).toBe(true)
    }
  })

  test('a range that begins behind the end has none, and the length is told', async () => {
    await put(randomBytes(1_000))
    for (const range of [{ first: 1_000 }, { first: 5_000, last: 6_000 }, { suffix: 0 }])
      expect(await store.open(key, range)).toEqual({ is: 'beyond', total: 1_000 })
  })

  test('a content without a byte is one', async () => {
    expect(await store.put(key, Readable.from([]), image)).toEqual({
      is: 'stored',
      bytes: 0,
      sha256: hashOf(Buffer.alloc(0)),
    })
    const { stream, ...facts } = await opened()
    expect(facts).toMatchObject({ from: 0, bytes: 0, total: 0, type: 'image/png' })
    expect(await readAll(stream)).toHaveLength(0)
    expect(await store.open(key, { first: 0 })).toEqual({ is: 'beyond', total: 0 })
  })

  test('a long content passes through without being held', async () => {
    await store.put(key, pieces(32 * MB), image) // warms up
    const before = process.memoryUsage().rss
    let highest = before
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 5)
    const stored = await store.put(key, pieces(200 * MB), image)
    const { stream } = await opened()
    let bytes = 0
    for await (const chunk of stream) bytes += (chunk as Buffer).length
    clearInterval(watch)
    expect(stored).toMatchObject({ is: 'stored', bytes: 200 * MB })
    expect(bytes).toBe(200 * MB)
    console.log(`200 MB in and out: ${((highest - before) / MB).toFixed(1)} MB more at most`)
    expect(highest - before).toBeLessThan(100 * MB)
  }, 60_000)

  test('content over its cap is not kept, wherever the cap falls', async () => {
    for (const [bytes, max] of [
      [10, 9],
      [6 * MB, 6 * MB - 1],
      [12 * MB, 7 * MB],
    ] as const) {
      const source = pieces(bytes)
      expect(await store.put(key, source, { ...image, max })).toEqual({ is: 'tooLarge' })
      expect(source.destroyed).toBe(true)
      expect(await store.open(key)).toBeNull()
    }
    expect(await store.put(key, pieces(10), { ...image, max: 10 })).toMatchObject({ is: 'stored', bytes: 10 })
    expect(await stage.unfinished()).toBe(0)
  })

  test.each([0, 100, 6 * MB])('a source that breaks after %i bytes leaves what was there before', async (bytes) => {
    const cut = new Error('the line was cut')
    await expect(store.put(key, breaking(bytes, cut), image)).rejects.toBe(cut)
    expect(await store.open(key)).toBeNull()
    await put(Buffer.from('before'))
    await expect(store.put(key, breaking(bytes, cut), image)).rejects.toBe(cut)
    expect(await stage.unfinished()).toBe(0)
    if (stage.unlike !== undefined && bytes > 5 * MB)
      return console.log(`what was there before was not read: ${stage.unlike}`)
    expect(String(await read())).toBe('before')
  })

  test('a source that is broken already, or that somebody ends, leaves nothing', async () => {
    const broken = pieces(100)
    broken.on('error', () => undefined).destroy(new Error('before anybody read'))
    await new Promise((resolve) => broken.once('close', resolve))
    await expect(store.put(key, broken, image)).rejects.toThrow('before anybody read')

    const hanging = new Readable({ read: () => undefined })
    hanging.push(Buffer.alloc(1_000))
    const putting = store.put(key, hanging, image)
    setTimeout(() => hanging.destroy(new Error('given up')), 50)
    await expect(putting).rejects.toThrow('given up')

    const ended = new Readable({ read: () => undefined })
    const other = store.put(key, ended, image)
    setTimeout(() => ended.destroy(), 50)
    await expect(other).rejects.toThrow()
    expect(await store.open(key)).toBeNull()
    expect(await stage.unfinished()).toBe(0)
  })

  test('the same put twice leaves one, and another takes its place whole', async () => {
    await put(Buffer.from('the first'))
    await put(Buffer.from('the first'))
    expect(String(await read())).toBe('the first')
    await store.put(key, Readable.from([Buffer.from('two')]), { ...image, type: 'audio/mp4' })
    expect(
      await opened().then(async ({ stream, ...facts }) => ({ ...facts, text: String(await readAll(stream)) })),
    ).toEqual({
      is: 'open',
      from: 0,
      bytes: 3,
      total: 3,
      type: 'audio/mp4',
      text: 'two',
    })
  })

  test('of many puts of one key at the same time one is there at every moment, whole and with its own type', async () => {
    const contents = Array.from({ length: 8 }, (_one, i) => Buffer.alloc(300_000 + i, 0x41 + i))
    let running = stage.unlike === undefined
    if (!running) console.log(`what is replaced was not read meanwhile: ${stage.unlike}`)
    const readOne = async () => {
      const found = await opened()
      const bytes = await readAll(found.stream)
      const i = bytes[0]! - 0x41
      expect(bytes.equals(contents[i]!)).toBe(true)
      expect(found).toMatchObject({ total: bytes.length, type: `image/x-${i}` })
    }
    await store.put(key, Readable.from([contents[0]!]), { ...image, type: 'image/x-0' })
    const reading = (async () => {
      let reads = 0
      for (; running; reads++) await readOne()
      return reads
    })()
    for (let round = 0; round < 3; round++)
      await Promise.all(
        contents.map((bytes, i) => store.put(key, Readable.from([bytes]), { ...image, type: `image/x-${i}` })),
      )
    running = false
    expect(await reading).toBeGreaterThan(stage.unlike === undefined ? 0 : -1)
    await readOne()
    expect(await stage.unfinished()).toBe(0)
  }, 60_000)

  test('removing what somebody reads ends the reading whole or with an error, never short; then it is gone', async () => {
    const bytes = Buffer.alloc(8 * MB, 0x62)
    await put(bytes)
    const { stream } = await opened()
    const first = once(stream, 'readable')
    await first
    await store.remove(key)
    const end = await readAll(stream).catch((error: unknown) => error)
    expect(end instanceof Buffer ? end.equals(bytes) : end instanceof Error).toBe(true)
    expect(await store.open(key)).toBeNull()
    await store.remove(key)
  })

  test('a reader who goes away is no trouble for anybody', async () => {
    await put(Buffer.alloc(4 * MB, 0x63))
    for (let i = 0; i < 60; i++) (await opened({ first: i })).stream.on('error', () => undefined).destroy()
    await wait(20)
    expect(await read()).toHaveLength(4 * MB)
  })

  test.each([
    '../secret',
    'a/../../b',
    '/etc/passwd',
    'a//b',
    'a/',
    '',
    'A',
    'a.b',
    'a\\b',
    'a b',
    'a\0b',
    'a/b/c/d',
    'é',
  ])('a key that is none of ours is refused everywhere: %j', async (bad) => {
    const source = pieces(10)
    await expect(store.put(bad, source, image)).rejects.toThrow('not a key')
    source.destroy()
    await expect(store.open(bad)).rejects.toThrow('not a key')
    await expect(store.remove(bad)).rejects.toThrow('not a key')
  })
}
