// The store's disk runs full: the put says so and leaves nothing in the way, and what is there stays readable.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mountTinyDisk, type TinyDisk } from '../ingest/tinyDisk.fixture.ts'
import { openDiskStore } from './disk.ts'
import { readAll } from './store.contract.ts'

const mounted = mountTinyDisk()
if (typeof mounted === 'string') console.log(`a full disk was not tried: ${mounted}`)
else mounted.stop()

describe.skipIf(typeof mounted === 'string')('a full disk', () => {
  let disk: TinyDisk
  beforeEach(() => {
    disk = mountTinyDisk() as TinyDisk
  })
  afterEach(() => disk.stop())

  const give = (bytes: number) => Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)])
  const putting = { type: 'image/png', max: 10_000_000 }

  test('refuses a put, keeps what is there, and takes the next once there is room', async () => {
    const folder = join(disk.folder, 'media')
    const store = await openDiskStore({ folder })
    await store.put('a', give(20_000), putting)
    await writeFile(join(disk.folder, 'ballast'), Buffer.alloc(150_000))
    const source = give(200_000)
    await expect(store.put('b', source, putting)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(source.destroyed).toBe(true)
    expect(await readdir(join(folder, 'coming'))).toEqual([])
    expect(await store.open('b')).toBeNull()
    const found = await store.open('a')
    expect(found?.is === 'open' && (await readAll(found.stream)).length).toBe(20_000)
    await rm(join(disk.folder, 'ballast'))
    expect(await store.put('b', give(100_000), putting)).toMatchObject({ is: 'stored', bytes: 100_000 })
  })
})
