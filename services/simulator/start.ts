import { adminMaxBytes } from './admin/serve.ts'
import { createClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { createHandler } from './http/handler.ts'
import { createCrowds } from './people/crowd/crowds.ts'
import { openPlatform } from './platform.ts'
import type { PlatformOptions } from './platform.ts'
import { openServer } from './http/server.ts'
import { demoWorld } from './world/demo.ts'
import type { WorldInput } from './world/world.ts'

export type Log = { info(facts: object, text: string): void; error(facts: object, text: string): void }

export type SimulatorOptions = {
  /** 0 = any free port */
  port: number
  /** bind address; loopback unless the simulator stands in a network of its own */
  host?: string
  seed?: string
  /** default: the demo world */
  world?: WorldInput
  /** the ledger also as JSON lines */
  ledgerFile?: string
  /** the built web folder, holding phone/ and assets/ */
  phoneDir?: string
  /** address under which the product fetches pictures; default: the bound one */
  publicUrl?: string
  /** names with a dot under which the admin interface may be called */
  allowedHosts?: readonly string[]
  log?: Log
  clock?: Clock
  /** true refuses to start: whoever reaches the admin interface can speak for everybody */
  production?: boolean
}

export type Simulator = { port: number; url: string; stop(): Promise<void> }

/** One byte over LINE's 2 MB is enough to refuse. */
const MAX_BYTES = 2 * 1024 * 1024
const maxBytes = (path: string) => (path.startsWith('/_sim/') ? adminMaxBytes(path) : MAX_BYTES)

/** LINE's platform on one port: its API at the root, `/_sim/…`, `/phone/`, `/_media/…`. State is in memory. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  if (options.production === true)
    throw new Error('The simulator does not run in production: it lets anybody speak as any customer')
  const {
    port,
    host = '127.0.0.1',
    seed = 'madoguchi',
    world = demoWorld(),
    ledgerFile,
    phoneDir,
    allowedHosts = [],
    log,
  } = options
  const clock = options.clock ?? createClock()
  const address = { origin: '' }
  const settings: PlatformOptions = {
    seed,
    clock,
    world,
    ledgerFile,
    origin: () => options.publicUrl ?? address.origin,
  }
  let platform = openPlatform(settings)
  const crowds = createCrowds()

  const reopen = async (change: Partial<PlatformOptions>) => {
    crowds.stop()
    const old = platform
    platform = openPlatform({ ...settings, seed: old.seed, ...change, feed: old.feed })
    await old.stop()
    platform.feed.emit('reset', {})
    return platform
  }
  const handle = createHandler({
    platform: () => platform,
    reopen,
    crowds,
    phoneDir,
    allowedHosts,
    refuseFor: (ms) => server.refuseFor(ms),
  })
  const onError = (error: unknown) => log?.error({ err: error }, 'simulator: a request failed')
  const server = await openServer({ host, port, maxBytes, handle, onError })
  address.origin = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${server.port}`
  log?.info({ port: server.port }, 'simulator: ready')
  return {
    port: server.port,
    url: address.origin,
    async stop() {
      crowds.stop()
      await server.stop()
      await platform.stop()
      clock.stop()
    },
  }
}
