// A TCP proxy before a broker, a database or a Redis, with the faults a network has. A half-open connection is the nasty one:
// both ends believe in it and nothing arrives.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Proxy = {
  port: number
  /** Every byte, both ways, so much later; 0 = at once. */
  delay(ms: number): void
  /** Ends all connections in order (FIN); new ones are taken. */
  cut(): void
  /** Ends all connections without order (RST); new ones are taken. */
  reset(): void
  /** The connections of now stay open and carry nothing any more, for ever; new ones work. */
  halfOpen(): void
  /** No connection is taken and those of now are reset, until `heal`. */
  refuse(): void
  /** New connections are taken and carry nothing, as do those of now, until `heal`. */
  silence(): void
  /** From now on all is well; what is half-open stays so. */
  heal(): void
  connections(): number
  stop(): Promise<void>
}

type Pair = { near: Socket; far: Socket; dead: boolean }
type To = { host?: string; port: number }

/** `port`: 0 = a free one. `to` may be asked anew at each connection, for a server that comes back on another port. */
export async function startProxy({ to, port = 0 }: { to: To | (() => To); port?: number }): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let delayMs = 0
  let mode: 'well' | 'refuse' | 'silence' = 'well'

  const server = createServer((near) => {
    if (mode === 'refuse') return void near.resetAndDestroy()
    const { host = '127.0.0.1', port: target } = typeof to === 'function' ? to() : to
    const pair: Pair = { near, far: connect(target, host), dead: mode === 'silence' }
    pairs.add(pair)
    carry(pair, near, pair.far)
    carry(pair, pair.far, near)
  })

  function carry(pair: Pair, from: Socket, to: Socket) {
    from.setNoDelay(true)
    const pass = (what: () => void) => {
      if (pair.dead || mode === 'silence') return
      if (delayMs > 0) setTimeout(() => pair.dead || mode === 'silence' || what(), delayMs)
      else what()
    }
    from.on('data', (chunk) => pass(() => to.writable && to.write(chunk)))
    from.on('end', () => pass(() => to.end()))
    from.on('error', () => pass(() => to.resetAndDestroy()))
    from.on('close', () => {
      // What a dead pair's other end does not hear must not stay open for ever in this process.
      if (from.destroyed && to.destroyed) pairs.delete(pair)
      else pass(() => to.end())
    })
  }

  const all = (act: (pair: Pair) => void) => {
    for (const pair of pairs) act(pair)
  }
  const reset = () =>
    all(({ near, far }) => {
      near.resetAndDestroy()
      far.resetAndDestroy()
    })

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    delay: (ms) => void (delayMs = ms),
    cut: () => all(({ near, far }) => (near.end(), far.end())),
    reset,
    halfOpen: () => all((pair) => void (pair.dead = true)),
    refuse() {
      mode = 'refuse'
      reset()
    },
    silence() {
      mode = 'silence'
      all((pair) => void (pair.dead = true))
    },
    heal() {
      mode = 'well'
      delayMs = 0
    },
    connections: () => pairs.size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        all(({ near, far }) => (near.destroy(), far.destroy()))
      }),
  }
}
