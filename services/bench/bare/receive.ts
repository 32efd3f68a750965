// The floor of ingest: a bare HTTP server that checks the signature, parses the body and answers when its events are kept.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

type Deps = { secret: string; keep: (event: object) => Promise<void> }

export function createReceiver({ secret, keep }: Deps): Server {
  async function take(request: IncomingMessage, body: Buffer): Promise<number> {
    const given = Buffer.from(String(request.headers['x-line-signature']), 'base64')
    const right = createHmac('sha256', secret).update(body).digest()
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 401
    const { events } = JSON.parse(body.toString()) as { events: object[] }
    await Promise.all(events.map(keep))
    return 200
  }
  return createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      take(request, Buffer.concat(chunks)).then(
        (status) => end(response, status),
        () => end(response, 500),
      )
    })
  })
}

const end = (response: ServerResponse, status: number) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
