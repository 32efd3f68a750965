import { createRates } from './api/gate/rates.ts'
import type { Rates } from './api/gate/rates.ts'
import { createRetryKeys } from './api/gate/retryKeys.ts'
import type { RetryKeys } from './api/gate/retryKeys.ts'
import { createTokens } from './api/gate/tokens.ts'
import type { Tokens } from './api/gate/tokens.ts'
import type { Narrowcast } from './api/send/narrowcast.ts'
import type { Clock } from './clock.ts'
import { createFaults } from './fault/faults.ts'
import type { Faults } from './fault/faults.ts'
import { createFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import { createIds } from './ids.ts'
import type { Ids } from './ids.ts'
import { openLedger } from './ledger/ledger.ts'
import type { Ledger } from './ledger/ledger.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import { createBounded } from './world/bounded.ts'
import type { Bounded } from './world/bounded.ts'
import { createChats } from './world/chats.ts'
import type { Bubble, Chats } from './world/chats.ts'
import { createContents } from './world/contents.ts'
import type { Contents } from './world/contents.ts'
import { makeWorld } from './world/world.ts'
import type { World, WorldInput } from './world/world.ts'
import type { Bodies } from './webhook/dispatch.ts'
import { createEngine } from './webhook/engine.ts'
import type { Engine } from './webhook/engine.ts'
import { createEvents } from './webhook/event/events.ts'
import type { Events } from './webhook/event/events.ts'
import { createReplyTokens } from './webhook/replyTokens.ts'
import type { ReplyTokens } from './webhook/replyTokens.ts'

/** The whole of LINE on this machine: who is there, what was said, what was promised, and the machinery around it. */
export type Platform = {
  seed: string
  clock: Clock
  random: Random
  ids: Ids
  feed: Feed
  ledger: Ledger
  world: World
  chats: Chats
  tokens: Tokens
  rates: Rates
  retryKeys: RetryKeys
  replyTokens: ReplyTokens
  faults: Faults
  engine: Engine
  events: Events
  /** markAsReadToken → the message it came with */
  readTokens: Bounded<Bubble>
  quoteTokens: Bounded<{ channelId: string; sourceId: string; messageId: string }>
  /** what was sent with messages */
  contents: Contents
  /** by the id of the request that ordered them */
  narrowcasts: Bounded<Narrowcast>
  bodies: Bodies
  /** a path of ours as an address that the caller can fetch */
  absolute(path: string): string
  stop(): Promise<void>
}

export type PlatformOptions = {
  seed: string
  clock: Clock
  world: WorldInput
  ledgerFile?: string | undefined
  origin: () => string
  feed?: Feed
}

export function openPlatform({
  seed,
  clock,
  world: input,
  ledgerFile,
  origin,
  feed = createFeed(),
}: PlatformOptions): Platform {
  const random = createRandom(seed)
  const ids = createIds({ random: random.fork('ids'), epoch: clock.now() })
  const ledger = openLedger({ feed, file: ledgerFile })
  const replyTokens = createReplyTokens({ clock })
  const bodies: Bodies = createBounded(200)
  const engine = createEngine({ clock, random: random.fork('engine'), ledger, replyTokens, bodies })
  return {
    seed,
    clock,
    random,
    ids,
    feed,
    ledger,
    replyTokens,
    engine,
    world: makeWorld(input, ids),
    chats: createChats({ feed }),
    tokens: createTokens({ clock, ids }),
    rates: createRates({ clock }),
    retryKeys: createRetryKeys({ clock }),
    faults: createFaults({ random: random.fork('faults') }),
    events: createEvents({ clock, ids, random: random.fork('events'), engine, replyTokens }),
    readTokens: createBounded(200_000),
    quoteTokens: createBounded(200_000),
    contents: createContents({ clock }),
    narrowcasts: createBounded(1_000),
    bodies,
    absolute: (path) => (path.startsWith('/') ? origin() + path : path),
    async stop() {
      await engine.stop()
      await ledger.close()
    },
  }
}
