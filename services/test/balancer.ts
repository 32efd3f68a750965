// One address in front of several gateways, for scenes: each browser session gets the next gateway and keeps it while it
// answers; when it does not, the following one takes over. HTTP and WebSocket alike.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createProxyServer } from 'http-proxy-3'

export type Balancer = {
  url: string
  /** Which of the targets serves the session named by this cookie header's value. */
  targetOf(client: string): string | undefined
  stop(): Promise<void>
}

/** As deploy/Caddyfile has it. */
const TRY_MS = 3_000

/** `targets`: gateways' addresses. A browser is told apart by its user agent string, which the scenes set per agent. */
export async function startBalancer({ targets, port = 0 }: { targets: string[]; port?: number }): Promise<Balancer> {
  const proxy = createProxyServer({ xfwd: true })
  const chosen = new Map<string, number>()
  const upgraded = new Set<Socket>()
  const clientOf = (request: IncomingMessage) => request.headers['user-agent'] ?? ''

  async function pick(request: IncomingMessage): Promise<string> {
    const client = clientOf(request)
    const first = chosen.get(client) ?? chosen.size % targets.length
    chosen.set(client, first)
    for (const until = Date.now() + TRY_MS; ;) {
      const at = await firstReady(first)
      if (at !== null) {
        chosen.set(client, at)
        return targets[at]!
      }
      if (Date.now() > until) throw new Error('no gateway answers')
    }
  }

  async function firstReady(first: number): Promise<number | null> {
    for (let i = 0; i < targets.length; i += 1) {
      const at = (first + i) % targets.length
      if (await isReady(targets[at]!)) return at
    }
    return null
  }

  const server = createServer((request, response) => {
    pick(request)
      .then((target) => proxy.web(request, response, { target }))
      .catch(() => response.writeHead(502).end())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
    socket.on('error', () => socket.destroy())
    pick(request)
      .then((target) => proxy.ws(request, socket, head, { target }))
      .catch(() => socket.destroy())
  })
  proxy.on('error', (_error, _request, response) => {
    if ('writeHead' in response && !response.headersSent) response.writeHead(502)
    response.end()
  })
  await listen(server, port)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targetOf: (client) => targets[chosen.get(client) ?? -1],
    stop: () =>
      new Promise((resolve) => {
        proxy.close()
        server.close(() => resolve())
        server.closeAllConnections()
        // It knows nothing of upgraded ones; one whose gateway was killed would hold it for ever.
        for (const socket of upgraded) socket.destroy()
      }),
  }
}

async function isReady(target: string): Promise<boolean> {
  try {
    return (await fetch(`${target}/ready`, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
