import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDiskStore } from './disk.ts'
import { ABANDONED_MS } from './disk/folders.ts'
import { readAll, storeContract } from './store.contract.ts'

describe('on a disk', () => {
  storeContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'madoguchi-media-'))
    const store = await openDiskStore({ folder })
    return {
      store,
      unfinished: async () => (await readdir(join(folder, 'coming'))).length,
      async stop() {
        await store.stop()
        await rm(folder, { recursive: true, force: true })
      },
    }
  })
})

describe('the folder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'madoguchi-media-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const putting = { type: 'image/png', max: 1_000_000 }
  const files = async () =>
    (await readdir(join(folder, 'kept'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  test('holds one file a content, two folders deep, that a person can find by its key', async () => {
    const store = await openDiskStore({ folder })
    await store.put('shop/610830548529053697/content', Readable.from([Buffer.from('picture')]), putting)
    const [path, ...more] = await files()
    expect(more).toEqual([])
    expect(path!.slice(folder.length)).toMatch(/^\/kept\/[0-9a-f]{2}\/[0-9a-f]{2}\/shop\.610830548529053697\.content$/)
    expect(String(await readFile(path!)).startsWith('picture\n')).toBe(true)
    expect((await stat(path!)).mode & 0o077).toBe(0)
  })

  test('keeps what is there over a restart, and sweeps what a crash left, but not what another process may be writing', async () => {
    const first = await openDiskStore({ folder })
    await first.put('a', Readable.from([Buffer.from('kept')]), putting)
    for (const name of ['dead', 'alive']) await writeFile(join(folder, 'coming', name), 'half')
    const old = (Date.now() - ABANDONED_MS - 60_000) / 1000
    await utimes(join(folder, 'coming', 'dead'), old, old)
    const second = await openDiskStore({ folder })
    expect(await readdir(join(folder, 'coming'))).toEqual(['alive'])
    const found = await second.open('a')
    expect(found).toMatchObject({ is: 'open', bytes: 4, type: 'image/png' })
    if (found?.is === 'open') found.stream.destroy()
  })

  test('a process killed within a put leaves what was there before and a temporary file, which a later start sweeps', async () => {
    const store = await openDiskStore({ folder })
    await store.put('a', Readable.from([Buffer.from('before')]), putting)
    const child = spawn(process.execPath, [join(import.meta.dirname, 'dyingPut.fixture.ts'), folder])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const [left, ...more] = await readdir(join(folder, 'coming'))
    expect(more).toEqual([])
    expect((await stat(join(folder, 'coming', left!))).size).toBeGreaterThan(500_000)
    const found = await store.open('a')
    if (found?.is !== 'open') throw new Error('not open')
    expect(String(await readAll(found.stream))).toBe('before')
    await openDiskStore({ folder, now: () => Date.now() + ABANDONED_MS + 60_000 })
    expect(await readdir(join(folder, 'coming'))).toEqual([])
  })

  test.each([0, 10, 262])('a file that lost its end (%i bytes left) is not taken for a content', async (left) => {
    const store = await openDiskStore({ folder })
    await store.put('a', Readable.from([Buffer.from('content')]), putting)
    const [path] = await files()
    await truncate(path!, left)
    expect(await store.open('a')).toBeNull()
  })

  test('a folder that cannot be made stops the start', async () => {
    await writeFile(join(folder, 'kept'), 'in the way')
    await expect(openDiskStore({ folder })).rejects.toThrow('EEXIST')
  })
})
