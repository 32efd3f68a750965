// One fault a minute for a soak, from a seed: a process killed or standing still, or an engine that dies, falls silent, refuses or
// loses its connections.
import { setTimeout as wait } from 'node:timers/promises'
import type { Dice } from '../check/dice.ts'
import type { FaultyBrokers } from '../faults/brokers.ts'
import type { FaultyPostgres } from '../faults/postgres.ts'
import type { Proxy } from '../faults/proxy.ts'
import type { FaultyRedis } from '../faults/redis.ts'
import type { Blows } from './blows.fixture.ts'

export type Engines = { brokers: FaultyBrokers; postgres: FaultyPostgres; redis: FaultyRedis }
/** `run` resolves when it is over. */
export type Fault = { name: string; run(): Promise<void> }

/** These die; the others only stand still, so that there are lives long enough to see growth in. */
const DYING = ['projector-2', 'gateway-2', 'fetcher', 'ingest']
const STANDING = ['projector-1', 'gateway-1', 'sender', 'ingest']
const AWAY_S = [3, 12] as const

type Mortal = { proxy: Proxy; kill(): Promise<void>; start(): Promise<void> }

/** All there are, each once, in an order of the seed's. */
export function faultsOf({ engines, blows, dice }: { engines: Engines; blows: Blows; dice: Dice }): Fault[] {
  const { brokers, postgres, redis } = engines
  const ms = () => dice.between(...AWAY_S) * 1_000
  const faults: Fault[] = [
    ...DYING.map((name) => ({ name: `${name} killed`, run: () => blows.strike({ name, still: 0 }) })),
    ...STANDING.map((name) => ({ name: `${name} still`, run: () => blows.strike({ name, still: ms() }) })),
    ...ofEngine('broker', brokers.nodes[0]!, ms),
    ...ofEngine('postgres', postgres, ms),
    ...ofEngine('redis', redis, ms),
  ]
  return dice.shuffle(faults)
}

function ofEngine(name: string, { proxy, kill, start }: Mortal, ms: () => number): Fault[] {
  const away = (how: string, begin: () => unknown, end: () => unknown) => ({
    name: `${name} ${how}`,
    async run() {
      await begin()
      await wait(ms())
      await end()
    },
  })
  const once = (how: string, begin: () => void) => ({ name: `${name} ${how}`, run: async () => begin() })
  return [
    away('killed', kill, start),
    away('silent', proxy.silence, proxy.heal),
    away('refusing', proxy.refuse, proxy.heal),
    away('slow', () => proxy.delay(100), proxy.heal),
    once('reset', proxy.reset),
    once('half-open', proxy.halfOpen),
  ]
}
