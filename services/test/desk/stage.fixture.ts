// One desk for a check: every role its own process, two gateways, a Redis that may be stopped, agents who are signed in, and people
// who write through LINE's webhook itself, each timed from when it was due.
import { conversationId } from '@madoguchi/contracts/ids'
import { Agent } from 'undici'
import { atRate } from '../../bench/parts/atRate.ts'
import { messageOf } from '../../bench/projector/events.ts'
import { clock } from '../../bench/sockets/clock.ts'
import { signedIn } from '../../bench/stage/desk.ts'
import { bodiesOf } from '../../bench/webhook/bodies.ts'
import { createMemoryBus } from '../../bus/memory.ts'
import { openPool, type Pool } from '../../db/pool.ts'
import { openDirectory } from '../../directory/open.ts'
import { createStack, started, type Stack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { demoChannels } from '../../simulator/world/demo.ts'
import type { FaultyRedis } from '../faults/redis.ts'
import { openOwnEngines } from '../house/engines.fixture.ts'
import { until } from '../house/until.fixture.ts'
import { startRealWorld, type RealWorld } from '../world.ts'

export type Desk = {
  world: RealWorld
  pool: Pool
  redis: FaultyRedis
  /** Addresses of the two. */
  gateways: [string, string]
  /** All there are, and the one people write to. */
  channels: string[]
  channel: string
  /** Where the first so many of the people write. */
  conversations(people: number): string[]
  /** Cookies of so many agents, who may all do everything; once. */
  agents(count: number): Promise<string[]>
  write(wish: Write): Promise<Written>
  /** The same to another address that takes LINE's webhooks, such as a bare loop's. */
  writeTo(webhook: string, wish: Write): Promise<Written>
  /** Whether all of these are rows. */
  areRows(ids: Iterable<string>): Promise<boolean>
  stop(): Promise<void>
}
/** `people` take turns. A second: `rate`. */
export type Write = { rate: number; count: number; people: number }
/** By a message's id: when it was due, on the clock of all processes; and its conversation. */
export type Written = Map<string, { at: number; conversation: string }>

/** What a line from LINE to a screen and back takes; none of them is killed but the gateways. */
const ROLES = ['ingest', 'projector-1', 'sender', 'fetcher', 'gateway-1', 'gateway-2']

export function openDesk({ seed }: { seed: number }): Promise<Desk> {
  return started(async (stack) => {
    const { engines, redis } = await openOwnEngines(stack)
    const world = stack.use(await startRealWorld({ seed, engines, roles: ROLES }), (opened) => opened.stop())
    const pool = stack.use(openPool({ url: engines.DATABASE_URL!, logger: silentLogger() }), (opened) => opened.end())
    const found = await pool.query<{ id: string; line: string }>('select id, line_channel_id as line from channel')
    const channel = found.rows.find(({ line }) => line === demoChannels[0]!.id)!.id
    const gateways = ['gateway-1', 'gateway-2'].map((name) => world.children.get(name)!.url) as [string, string]
    const write = createWriter(stack, channel)
    const secretKey = world.settings.SECRET_KEY!
    return {
      world,
      pool,
      redis,
      gateways,
      channel,
      channels: found.rows.map(({ id }) => id),
      conversations: (people) => Array.from({ length: people }, (_, i) => placeOf(channel, i, people)),
      agents: (count) => signIn({ pool, secretKey, from: 1, count }),
      write: (wish) => write({ ...wish, webhook: `${world.children.get('ingest')!.url}/webhook/${channel}` }),
      writeTo: (webhook, wish) => write({ ...wish, webhook }),
      async areRows(ids) {
        const all = [...ids]
        const { rows } = await pool.query('select from rm.message where id = any($1)', [all])
        return rows.length === all.length
      },
      stop: () => stack.stop(),
    }
  })
}

/** Where message number `n` of so many people belongs. */
function placeOf(channel: string, n: number, people: number): string {
  const { source } = messageOf(n, people).data as { source: { userId: string } }
  return conversationId(channel, source)
}

type SignIn = { pool: Pool; secretKey: string; from: number; count: number }
/** Their passwords would take longer than all the rest. */
async function signIn({ pool, secretKey, from, count }: SignIn) {
  const stack = createStack()
  const logger = silentLogger()
  try {
    const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
    const directory = stack.use(await openDirectory({ pool, bus, secretKey, logger }), (one) => one.stop())
    const cookies: string[] = []
    for (let i = 0; i < count; i += 1) cookies.push(await signedIn(directory, pool, from + i))
    return cookies
  } finally {
    await stack.stop()
  }
}

const AGAIN_MS = 60_000

function createWriter(stack: Stack, channel: string) {
  const connections = stack.use(new Agent({ connections: 32, pipelining: 1 }), (agent) => agent.close())
  const { secret, botUserId: destination } = demoChannels[0]!
  let from = 0
  return async ({ webhook, rate, count, people }: Write & { webhook: string }): Promise<Written> => {
    const { origin, pathname: path } = new URL(webhook)
    const first = from
    from += count
    const bodies = bodiesOf({ from: first, count, events: 1, people, secret, destination })
    const written: Written = new Map()
    const begun = clock() - performance.now()
    await atRate({
      rate,
      count,
      async send(i, due) {
        const { message } = messageOf(first + i, people).data as { message: { id: string } }
        const conversation = placeOf(channel, first + i, people)
        written.set(`${channel}:${message.id}`, { at: begun + due, conversation })
        const { body, signature } = bodies[i]!
        const headers = { 'content-type': 'application/json', 'x-line-signature': signature }
        const post = async () => {
          const answer = await connections.request({ origin, path, method: 'POST', headers, body })
          await answer.body.dump()
          return answer.statusCode === 200
        }
        // As LINE: what was not taken comes again, and is timed from when it was due.
        await until(post, 'a webhook that is taken', AGAIN_MS)
      },
    })
    return written
  }
}
