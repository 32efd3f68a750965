import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Loose } from './loose.fixture.ts'
import { until } from './until.fixture.ts'

/** One webhook as it arrived. */
export type Received = {
  bytes: Buffer
  signature: string | undefined
  signed: boolean
  rawHeaders: string[]
  events: Record<string, Loose>[]
  at: number
}

export type Receiver = {
  url: string
  received: Received[]
  events(): Record<string, Loose>[]
  /** what to answer next; default 200 at once */
  answerWith(answer: (n: number) => { status: number; delayMs?: number }): void
  waitFor(count: number): Promise<Record<string, Loose>[]>
  stop(): Promise<void>
}

function parsed(bytes: Buffer): Record<string, Loose>[] {
  try {
    return JSON.parse(bytes.toString()).events ?? []
  } catch {
    return []
  }
}

/** A webhook endpoint that checks signatures with node:crypto alone and keeps what came. */
export async function openReceiver(secret: () => string): Promise<Receiver> {
  const received: Received[] = []
  let answer = (_n: number): { status: number; delayMs?: number } => ({ status: 200 })
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('error', () => undefined)
    request.on('end', () => {
      const bytes = Buffer.concat(parts)
      const signature = request.headers['x-line-signature'] as string | undefined
      const signed = createHmac('sha256', secret()).update(bytes).digest('base64') === signature
      received.push({
        bytes,
        signature,
        signed,
        rawHeaders: request.rawHeaders,
        events: parsed(bytes),
        at: performance.now(),
      })
      const { status, delayMs = 0 } = answer(received.length)
      const send = () => response.writeHead(status).end()
      if (delayMs === 0) send()
      else setTimeout(send, delayMs)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const events = () => received.flatMap((one) => one.events)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    events,
    answerWith: (next) => void (answer = next),
    async waitFor(count) {
      await until(() => events().length >= count, `${count} events`)
      return events()
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
