// The raw bytes of a request, bounded in size and time. The rest of a body that is refused is read and thrown away, so that
// the sender gets its answer instead of a reset connection.
import type { IncomingMessage } from 'node:http'

export const BODY_MAX = 1024 * 1024
export const BODY_MS = 5_000

/** `gone`: the sender went away in the middle; nobody waits for an answer. */
export type Body = { state: 'whole'; bytes: Buffer } | { state: 'too_large' | 'too_slow' | 'gone' }

export function readBody(request: IncomingMessage, { max = BODY_MAX, ms = BODY_MS } = {}): Promise<Body> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let size = 0
    const finish = (body: Body) => {
      clearTimeout(late)
      chunks = []
      resolve(body)
    }
    const late = setTimeout(() => finish({ state: size > max ? 'too_large' : 'too_slow' }), ms)
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= max) chunks.push(chunk)
      else chunks = []
    })
    request.once('end', () =>
      finish(size > max ? { state: 'too_large' } : { state: 'whole', bytes: Buffer.concat(chunks) }),
    )
    request.once('close', () => finish({ state: 'gone' })) // after `end` it changes nothing
    request.once('error', () => finish({ state: 'gone' }))
  })
}

/** A sender that goes on sending after its answer has so long to read it. */
const LINGER_MS = 2_000

/** Call when the answer is on its way: the connection of a body never finished is closed, but not before it can be read. */
export function letFinish(request: IncomingMessage): void {
  if (request.complete) return
  const { socket } = request
  request.resume()
  const timer = setTimeout(() => {
    if (!request.complete) socket.destroy()
  }, LINGER_MS)
  socket.once('close', () => clearTimeout(timer))
}
