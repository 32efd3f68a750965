import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server whose port can be taken away for a while. Handlers get the whole body, cut at `maxBytes` of its path + 1. */
export type WebServer = {
  readonly port: number
  /** Refuses connections for so long, real time; open ones are cut. */
  refuseFor(ms: number): void
  stop(): Promise<void>
}

export type Handle = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => Promise<void>
type Options = {
  host: string
  port: number
  maxBytes: (path: string) => number
  handle: Handle
  onError: (error: unknown) => void
}

/** Reads to the end, so that the answer can be read too, but keeps no more than `max` + 1 bytes. */
async function readAll(request: IncomingMessage, max: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    if (size <= max) parts.push(part)
    size += part.length
  }
  const all = Buffer.concat(parts)
  return all.length > max ? all.subarray(0, max + 1) : all
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })

const close = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })

export async function openServer({ host, port, maxBytes, handle, onError }: Options): Promise<WebServer> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await handle(request, response, await readAll(request, maxBytes(request.url ?? '/')))
    } catch (error) {
      // A caller that goes away while it is still sending is no fault of ours.
      if (request.destroyed && !request.complete) return
      onError(error)
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' })
      response.end('{"message":"Internal server error (sim)"}')
    }
  }
  const make = () => createServer({ keepAliveTimeout: 30_000 }, (request, response) => void serve(request, response))
  let server = make()
  await listen(server, port, host)
  const bound = (server.address() as AddressInfo).port
  let back: NodeJS.Timeout | undefined
  let opening: Promise<void> = Promise.resolve()
  return {
    port: bound,
    refuseFor(ms) {
      clearTimeout(back)
      opening = close(server)
      back = setTimeout(() => {
        server = make()
        opening = listen(server, bound, host)
        opening.catch(onError)
      }, ms)
    },
    async stop() {
      clearTimeout(back)
      await opening.catch(() => undefined)
      if (server.listening) await close(server)
    },
  }
}
