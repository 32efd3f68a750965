// A stranger's content into the store: looked at first, so that it is kept under what it is and not under what it says it is.
import { Readable } from 'node:stream'
import { HEAD_BYTES, sniff } from './sniff.ts'
import type { Store, Stored, TooLarge } from './store.ts'

export type Kept = (Stored & { type: string }) | TooLarge
type Deps = { store: Store; key: string; max: number }

/** `declared`: the content type it came with, if any. Rejects as `Store.put` does. */
export async function keep({ store, key, max }: Deps, source: Readable, declared?: string): Promise<Kept> {
  try {
    const { head, whole } = await peek(source, HEAD_BYTES)
    const type = sniff(head, declared)
    const put = await store.put(key, whole, { type, max })
    return put.is === 'stored' ? { ...put, type } : put
  } finally {
    source.destroy()
  }
}

/** The first bytes of a stream, and the same stream from its beginning. Rejects when it breaks within them. */
async function peek(source: Readable, wanted: number): Promise<{ head: Buffer; whole: Readable }> {
  source.on('error', () => undefined) // it may break while nobody reads; reading it tells
  const chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const seen: Buffer[] = []
  let bytes = 0
  while (bytes < wanted) {
    const { value, done } = await chunks.next()
    if (done === true) break
    seen.push(value)
    bytes += value.length
  }
  async function* all() {
    yield* seen
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  return { head: Buffer.concat(seen).subarray(0, wanted), whole: Readable.from(all()) }
}
