// A media store in a folder of its own, gone when it stops.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDiskStore } from './disk.ts'
import type { Store } from './store.ts'

export async function openTestStore(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-media-'))
  const store = await openDiskStore({ folder })
  return {
    ...store,
    async stop() {
      await store.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
