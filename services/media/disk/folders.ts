// The folders of the disk store: names survive a crash once their folders are synced, and what a crash left is swept.
import { open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** No put goes so long without writing: what is older belongs to a process that died; younger ones may be another process's. */
export const ABANDONED_MS = 3_600_000

/** The file's folder and the two above: any of them may be new, and made by another put that has not synced it yet. */
export async function syncFolders(path: string): Promise<void> {
  let folder = path
  for (let level = 0; level < 3; level++) {
    folder = dirname(folder)
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

export async function sweep(coming: string, now: number): Promise<void> {
  for (const name of await readdir(coming)) {
    const path = join(coming, name)
    const facts = await stat(path).catch(ignoreAbsent)
    if (facts && now - facts.mtimeMs > ABANDONED_MS) await rm(path, { force: true })
  }
}

export function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
