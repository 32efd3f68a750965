// The spool's one file. Appending is durable when it resolves; rewriting leaves, at any moment of a crash, the old file or the
// new one; a file with nothing to keep is deleted.
import { mkdir, open, readFile, rename, rm, stat, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

export type SpoolFile = {
  /** Bytes in it now. */
  size: () => number
  append: (lines: string[], durable: boolean) => Promise<void>
  rewrite: (lines: Iterable<string>) => Promise<void>
  /** Cuts off what an append that failed left behind; takes no room, which rewriting does. False: only rewriting helps. */
  untear: () => Promise<boolean>
  close: () => Promise<void>
}

/** Also gives what stands in it. Throws when the folder cannot be made or read. */
export async function openSpoolFile(folder: string): Promise<{ text: string; file: SpoolFile }> {
  const path = join(folder, 'spool.jsonl')
  let handle: FileHandle | null = null
  let bytes = 0

  await mkdir(folder, { recursive: true })
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })

  async function close() {
    const closing = handle
    handle = null
    await closing?.close()
  }

  async function writeNew(lines: string[]) {
    try {
      const fresh = await open(`${path}.new`, 'w', 0o600)
      try {
        await fresh.writeFile(lines.join(''))
        await fresh.datasync()
      } finally {
        await fresh.close()
      }
      await rename(`${path}.new`, path)
    } catch (error) {
      await rm(`${path}.new`, { force: true }).catch(() => undefined) // it would take the room that is wanting
      throw error
    }
    await syncFolder(folder)
  }

  const file: SpoolFile = {
    size: () => bytes,
    async append(lines, durable) {
      const created = handle === null
      handle ??= await open(path, 'a', 0o600)
      if (created) await syncFolder(folder)
      const more = lines.join('')
      await handle.appendFile(more)
      if (durable) await handle.datasync()
      bytes += Buffer.byteLength(more)
    },
    async rewrite(lines) {
      await close()
      const all = [...lines]
      if (all.length > 0) await writeNew(all)
      else await rm(path, { force: true })
      bytes = all.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
    },
    async untear() {
      try {
        if ((await stat(path)).size < bytes) return false
        await truncate(path, bytes)
        return true
      } catch {
        return false
      }
    },
    close,
  }
  return { text, file }
}

/** A new name in a folder survives a crash only once the folder is synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
