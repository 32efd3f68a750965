// The media store in a folder, which several processes may share: a file a content, two levels of folders. A file is written and
// synced beside its place and then renamed, and the folders are synced before `put` resolves. Behind the bytes stands a line of
// ours with what else is known (disk/tail.ts), so that content and type can never be of two puts.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { ignoreAbsent, sweep, syncFolders } from './disk/folders.ts'
import { readTail, tailOf } from './disk/tail.ts'
import { checkKey } from './key.ts'
import { CapExceeded, metered, type Metered } from './metered.ts'
import { within, type Range } from './range.ts'
import type { Beyond, Opened, Putting, Store, Stored, TooLarge } from './store.ts'

type Deps = { folder: string; now?: () => number }

export async function openDiskStore({ folder, now = Date.now }: Deps): Promise<Store> {
  const kept = join(folder, 'kept')
  const coming = join(folder, 'coming')
  await mkdir(kept, { recursive: true })
  await mkdir(coming, { recursive: true })
  await sweep(coming, now())
  const pathOf = (key: string) => pathBelow(kept, checkKey(key))
  return {
    put: async (key, source, putting) => putFile({ path: pathOf(key), coming }, source, putting),
    open: async (key, range) => openFile(pathOf(key), range),
    async remove(key) {
      const path = pathOf(key)
      await rm(path, { force: true })
      await syncFolders(path).catch(ignoreAbsent)
    },
    stop: async () => undefined,
  }
}

/** The parts of a key become one name: no dot is in a key, so keys and names are one to one. */
function pathBelow(kept: string, key: string): string {
  const hash = createHash('sha256').update(key).digest('hex')
  return join(kept, hash.slice(0, 2), hash.slice(2, 4), key.replaceAll('/', '.'))
}

type Place = { path: string; coming: string }

async function putFile({ path, coming }: Place, source: Readable, putting: Putting): Promise<Stored | TooLarge> {
  const temporary = join(coming, randomUUID())
  try {
    const sum = await write(temporary, metered(source, putting.max), putting.type)
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    await syncFolders(path)
    return { is: 'stored', ...sum }
  } catch (error) {
    source.destroy()
    await rm(temporary, { force: true })
    if (error instanceof CapExceeded) return { is: 'tooLarge' }
    throw error
  }
}

async function write(path: string, content: Metered, type: string) {
  const handle = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of content) await handle.writeFile(chunk)
    const sum = content.sum()
    await handle.writeFile(tailOf({ type, ...sum }))
    await handle.sync()
    return sum
  } finally {
    await handle.close()
  }
}

async function openFile(path: string, range: Range | undefined): Promise<Opened | Beyond | null> {
  const handle = await open(path, 'r').catch(ignoreAbsent)
  if (!handle) return null
  let given = false
  try {
    const tail = await readTail(handle)
    if (tail === null) return null
    const { bytes: total, type } = tail
    const part = within(range, total)
    if (part === null) return { is: 'beyond', total }
    given = part.bytes > 0
    return { is: 'open', stream: given ? streamOf(handle, part) : Readable.from([]), ...part, total, type }
  } finally {
    if (!given) await handle.close()
  }
}

/** Closes the file at its end and when it is destroyed. An open file outlives its name: removal does not touch who reads. */
const streamOf = (handle: FileHandle, { from, bytes }: { from: number; bytes: number }): Readable =>
  handle.createReadStream({ start: from, end: from + bytes - 1 })
