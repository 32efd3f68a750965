// One GET with limits, over undici's plain `request`: no redirect is followed and nothing is decoded, so a small answer cannot
// become a large one. The body is read through a gate that ends it at its limits; every trouble of the network is a Broken.
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { Broken, TOO_LARGE, type Limits } from './limits.ts'

export type Got = {
  status: number
  header(name: string): string | undefined
  /** Read it to its end or destroy it. */
  body: Readable
}
export type Get = {
  url: URL
  headers?: Record<string, string>
  agent: Dispatcher
  limits: Limits
  signal?: AbortSignal | undefined
}

/** Throws Broken; once the caller's signal aborts, its reason. */
export async function get({ url, headers = {}, agent, limits, signal }: Get): Promise<Got> {
  signal?.throwIfAborted()
  const end = new AbortController()
  const wall = setTimeout(() => end.abort(new Broken(`not done within ${limits.wallMs} ms`)), limits.wallMs)
  const answer = setTimeout(() => end.abort(new Broken(`no answer within ${limits.answerMs} ms`)), limits.answerMs)
  const release = () => clearTimeout(wall)
  try {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { ...headers, 'accept-encoding': 'identity' },
      headersTimeout: 0, // ours count by the wall and end the answer of a server that sends a header a minute
      bodyTimeout: 0,
      signal: signal === undefined ? end.signal : AbortSignal.any([end.signal, signal]),
    })
    response.body.once('close', release).on('error', () => undefined)
    const header = (name: string) => [response.headers[name]].flat()[0]
    return { status: response.statusCode, header, body: gated(response.body, limits, signal) }
  } catch (error) {
    release()
    signal?.throwIfAborted()
    throw brokenBy(error)
  } finally {
    clearTimeout(answer)
  }
}

/** The same bytes, held to size and pace. While nobody asks for more the clock stands: a slow store is not a slow server. */
function gated(source: Readable, { maxBytes, stallMs }: Limits, signal: AbortSignal | undefined): Readable {
  let bytes = 0
  let waiting = false
  const stalled = () => waiting && source.destroy(new Broken(`no byte for ${stallMs} ms`))
  const stall = setTimeout(stalled, stallMs)
  const chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const next = async () => {
    waiting = true
    stall.refresh()
    const { value, done } = await chunks.next()
    waiting = false
    if (done === true && bytes > 0) return null
    if (done === true) throw new Broken('an answer without a byte') // seen of content not ready yet (line-bot-sdk-nodejs#443)
    bytes += value.length
    if (bytes > maxBytes) throw new Broken(TOO_LARGE, bytes)
    return value
  }
  return new Readable({
    read() {
      next().then(
        (chunk) => this.push(chunk),
        (error: unknown) => this.destroy(signal?.aborted ? (signal.reason as Error) : brokenBy(error, bytes)),
      )
    },
    destroy(error, done) {
      clearTimeout(stall)
      source.destroy()
      done(error)
    },
  })
}

/** undici and Node tell by a code what went wrong, else by a name; several addresses that all failed come as one error of many. */
export function brokenBy(error: unknown, bytes = 0): Broken {
  if (error instanceof Broken) return error.bytes === bytes ? error : new Broken(error.why, bytes)
  const { code, errors, name } = error as { code?: unknown; errors?: { code?: unknown }[]; name?: string }
  const found = code ?? errors?.[0]?.code
  return new Broken(typeof found === 'string' ? found : (name ?? 'unknown'), bytes)
}
