// What stands behind the bytes of a file of the disk store: one line of fixed length with type, length and hash. At the end, so
// that it is written when they are known, and so that a file that lost its end on a broken disk is not taken for a content.
import type { FileHandle } from 'node:fs/promises'

export type Tail = { type: string; bytes: number; sha256: string }

const LENGTH = 256
const MARK = 'madoguchi media '

export function tailOf(tail: Tail): Buffer {
  const text = `\n${MARK}${JSON.stringify(tail)}`
  if (Buffer.byteLength(text) >= LENGTH) throw new Error(`a media type of this length cannot be kept: ${tail.type}`)
  return Buffer.from(`${text.padEnd(LENGTH - 1)}\n`)
}

/** null = the file is not one of ours, or not whole. */
export async function readTail(handle: FileHandle): Promise<Tail | null> {
  const { size } = await handle.stat()
  if (size < LENGTH) return null
  const { buffer } = await handle.read(Buffer.alloc(LENGTH), 0, LENGTH, size - LENGTH)
  const text = buffer.toString()
  if (!text.startsWith(`\n${MARK}`)) return null
  const tail = parsed(text.slice(MARK.length + 1))
  return tail !== null && tail.bytes === size - LENGTH ? tail : null
}

function parsed(text: string): Tail | null {
  try {
    return JSON.parse(text) as Tail
  } catch {
    return null
  }
}
