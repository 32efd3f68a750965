import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDiskStore } from './disk.ts'
import { keep } from './keep.ts'
import { checkKey, keyOf } from './key.ts'
import { readAll } from './store.contract.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-media-'))
  store = await openDiskStore({ folder })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const key = 'shop/1/content'
const give = (source: Readable, declared?: string, max = 1_000_000) => keep({ store, key, max }, source, declared)

test('a content is kept as it came, under what it is and not what it says', async () => {
  const whole = Buffer.concat([PNG, Buffer.alloc(100_000, 7)])
  const chunks = Array.from({ length: whole.length / 16 }, (_one, i) => whole.subarray(i * 16, i * 16 + 16))
  expect(await give(Readable.from(chunks), 'text/html')).toMatchObject({
    is: 'stored',
    type: 'image/png',
    bytes: whole.length,
  })
  const found = await store.open(key)
  if (found?.is !== 'open') throw new Error('not open')
  expect(found.type).toBe('image/png')
  expect((await readAll(found.stream)).equals(whole)).toBe(true)
})

test('short and empty ones are looked at too', async () => {
  expect(await give(Readable.from([Buffer.from('<svg/>')]), 'image/png')).toMatchObject({ type: 'image/svg+xml' })
  expect(await give(Readable.from([]))).toMatchObject({ is: 'stored', bytes: 0, type: 'application/octet-stream' })
})

test('over its cap, broken early or late, or without a store: nothing is kept and the source is let go', async () => {
  const long = new Readable({ read: () => void long.push(Buffer.alloc(10_000)) })
  expect(await give(long, undefined, 50_000)).toEqual({ is: 'tooLarge' })
  expect(long.destroyed).toBe(true)

  for (const pieces of [0, 1, 100]) {
    const cut = new Error('cut')
    async function* breaking() {
      for (let i = 0; i < pieces; i++) yield Buffer.alloc(1_000)
      throw cut
    }
    await expect(give(Readable.from(breaking()))).rejects.toBe(cut)
  }
  expect(await store.open(key)).toBeNull()

  const source = new Readable({ read: () => void source.push(Buffer.alloc(10_000)) })
  const full = { ...store, put: () => Promise.reject(new Error('ENOSPC')) }
  await expect(keep({ store: full, key, max: 10 }, source)).rejects.toThrow('ENOSPC')
  expect(source.destroyed).toBe(true)
})

test('a key can be made of any ids, stays readable where they are plain, and differs where they do', () => {
  expect(keyOf('shop', '610830548529053697', 'content')).toBe('shop/610830548529053697/content')
  const odd = ['..', '../..', 'a/b', 'A', 'a', '_a', 'é', '', 'x'.repeat(300), '\0', `_${'0'.repeat(64)}`]
  const keys = odd.map((id) => keyOf('shop', id, 'content'))
  expect(new Set(keys).size).toBe(odd.length)
  for (const one of keys) expect(checkKey(one)).toBe(one)
  expect(keyOf('..', '..', '..').length).toBeLessThan(220)
  expect(() => keyOf('a', 'b', 'c', 'd')).toThrow('not a key')
})
