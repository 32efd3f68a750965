// A source on its way into a store: counted, hashed and held to its cap.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'

export class CapExceeded extends Error {}

export type Metered = AsyncIterable<Buffer> & {
  /** Of what has passed; asked once, after the end. */
  sum(): { bytes: number; sha256: string }
}

/** Throws the source's error when it breaks, CapExceeded when it is too long; the source is destroyed whenever reading stops. */
export function metered(source: Readable, max: number): Metered {
  source.on('error', () => undefined) // it may break before it is read, when nobody listens; reading it tells
  const hash = createHash('sha256')
  let bytes = 0
  async function* read() {
    for await (const chunk of source as AsyncIterable<Buffer | string>) {
      const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      bytes += buffer.length
      if (bytes > max) throw new CapExceeded(`more than ${max} bytes`)
      hash.update(buffer)
      yield buffer
    }
  }
  return { [Symbol.asyncIterator]: read, sum: () => ({ bytes, sha256: hash.digest('hex') }) }
}
