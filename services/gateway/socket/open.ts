// The live side of the gateway: who is connected, what they follow, what they ask and what they are told.
import type { Me } from '@madoguchi/contracts/http/session'
import type { Alert } from '@madoguchi/contracts/notify/alert'
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Change as Notice } from '@madoguchi/contracts/row/row'
import type { Beat } from '@madoguchi/contracts/socket/down'
import { WORKSPACE, agentRoom } from '@madoguchi/contracts/socket/room'
import type { Bus } from '../../bus/bus.ts'
import type { Pool } from '../../db/pool.ts'
import type { Directory } from '../../directory/open.ts'
import type { Log } from '../../log/log.ts'
import type { Presence } from '../../presence/presence.ts'
import type { Health } from '../../runtime/health.ts'
import type { App } from '../../runtime/http.ts'
import { started, type Stack } from '../../runtime/lifecycle.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Metrics } from '../../runtime/metrics.ts'
import { createAnswers } from '../command/answer.ts'
import { createAppender, type Appender } from '../command/append.ts'
import { createHandlers } from '../command/handlers.ts'
import { createFeed, type Feed } from '../follow/feed.ts'
import { createReader, readMoment } from '../follow/read.ts'
import { startWatch } from '../follow/watch.ts'
import { createSessionOf } from '../http/session/cookie.ts'
import { startAlerts } from '../personal/alerts.ts'
import { startShare } from '../personal/share.ts'
import { startShow, type Show } from '../presence/show.ts'
import { startSignals } from '../presence/signals.ts'
import { createAccess } from './access.ts'
import { beat, BEAT_MS } from './beats.ts'
import { browsersOf, type Io } from './connection.ts'
import { createFollowing } from './follow.ts'
import { createHeed } from './heed.ts'
import { createKeepUp, LOOK_MS } from './line/keepUp.ts'
import { letGo, SPREAD_MS } from './line/moving.ts'
import { createSocketServer } from './server.ts'
import { tellDirectory } from './tellDirectory.ts'
import { tellRows } from './tellRows.ts'

export type SocketDeps = {
  app: App
  log: Log
  pool: Pool
  directory: Directory
  presence: Presence
  bus: Bus
  publicUrl: string
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
  /** Over how long browsers are let go at the end, ms. */
  spreadMs?: number
  /** How long an append may take before the agent hears 'busy', ms. */
  appendMs?: number
  stickers?: Me['stickers']
}

export type Sockets = {
  /** 'database': Postgres unheard for 5 s · 'behind': rows unseen for 5 s. */
  state(): 'ok' | 'database' | 'behind'
  stop(): Promise<void>
}

const EXPIRE_MS = 1_000

/** To be awaited before the server listens. Stops by itself when the HTTP server closes, since that waits for open lines. */
export function openSockets(deps: SocketDeps): Promise<Sockets> {
  const { app, pool, directory, bus, logger, metrics, now = Date.now } = deps
  return started(async (stack) => {
    let closing = false
    const sessionOf = createSessionOf(deps)
    const io = createSocketServer({ ...deps, sessionOf, now, rev: () => directory.rev(), closing: () => closing })
    stack.add(() => void io.engine.close())

    const feed = await openFeed(io, deps, stack)
    const watch = startWatch({ pool, feed, logger, now })
    stack.add(() => watch.stop())
    // Not `volatile`: that drops every second frame of one tick. Slow lines are out of the rooms anyway.
    const show = startShow({
      ...deps,
      emit: (frame) => void io.to(frame.room).emit('presence', frame),
      emitTeam: (frame) => void io.to(WORKSPACE).emit('team', frame),
    })
    stack.add(() => show.stop())
    deps.health.check('presence', () => {
      const why = show.why()
      return why === null ? { state: 'ok' } : { state: 'degraded', why: `marks are not shown: ${why}` }
    })
    const signals = startSignals({ bus })
    stack.add(() => signals.stop())
    const agents = () => [...new Set(browsersOf(io).map(({ data }) => data.agent))]
    const share = startShare({
      ...deps,
      agents,
      emit: ({ agent, connection }, patch) => void io.to(agentRoom(agent)).except(connection).emit('personal', patch),
    })
    stack.add(() => share.stop())
    const emitAlert = (agent: string, alert: Alert) => void io.to(agentRoom(agent)).emit('alert', alert)
    const alerts = startAlerts({ ...deps, agents: () => openFor(io), emit: emitAlert })
    stack.add(() => alerts.stop())

    const appender = createAppender({ ...deps, ...(deps.appendMs !== undefined && { withinMs: deps.appendMs }) })
    const following = createFollowing({ feed, directory, show })
    const handlers = createHandlers({ ...deps, channels: directory.channels, appender, following, share, now })
    const answers = createAnswers({ directory, handlers, logger, metrics, now })
    const access = createAccess({ ...deps, io, signals, now })
    stack.add(() => access.stop())
    stack.add(
      directory.onChange((change) => {
        access.changed(change.agents)
        tellDirectory(io, directory, change)
      }),
    )
    const keepUp = createKeepUp({ io, metrics, now })
    const heed = createHeed({ ...deps, answers, signals, now })
    io.on('connection', (browser) => {
      keepUp.watch(browser)
      heed(browser)
      if (browser.data.rev !== directory.rev()) access.changed([browser.data.agent])
    })
    every(stack, LOOK_MS, () => keepUp.look())
    every(stack, EXPIRE_MS, () => access.expire())
    const degraded = () => whatIsMissing({ ...deps, show, appender })
    every(stack, BEAT_MS, () => beat({ io, feed, rev: () => directory.rev(), degraded, now }))

    stack.add(async () => {
      closing = true
      await letGo(io, deps.spreadMs ?? SPREAD_MS)
    })
    app.addHook('preClose', () => stack.stop())
    return { state: () => watch.state(), stop: () => stack.stop() }
  })
}

async function openFeed(io: Io, { pool, bus, directory, logger, metrics }: SocketDeps, stack: Stack): Promise<Feed> {
  const feed = createFeed({
    moment: await readMoment(pool, PARTITIONS),
    read: createReader({ pool }),
    emit: (change) => tellRows(io, directory, change),
    resync: (rooms) => {
      for (const browser of browsersOf(io)) {
        const theirs = rooms.filter((room) => browser.rooms.has(room))
        if (theirs.length > 0) browser.emit('resync', { rooms: theirs })
      }
    },
    repaired: () => metrics.gatewayGapRepairs.inc(),
    failed: (error) => logger.warn({ error: String(error) }, 'gap not repaired; the compare tries again'),
  })
  io.of('/').adapter.on('delete-room', (room: string) => feed.left(room))
  stack.add(bus.subscribe('rows', (notice) => feed.notice(notice as Notice)))
  return feed
}

/** By agent, how long the oldest line is open, ms. */
function openFor(io: Io): Map<string, number> {
  const longest = new Map<string, number>()
  for (const { data, handshake } of browsersOf(io))
    longest.set(data.agent, Math.max(longest.get(data.agent) ?? 0, Date.now() - handshake.issued))
  return longest
}

function whatIsMissing({ bus, health, show, appender }: SocketDeps & { show: Show; appender: Appender }) {
  const missing: Beat['degraded'] = []
  if (show.away()) missing.push('presence')
  if (!bus.healthy()) missing.push('bus')
  if (appender.slow()) missing.push('log')
  if (health.ready().parts.log?.state === 'down') missing.push('stopped')
  return missing
}

function every(stack: Stack, ms: number, run: () => void) {
  const timer = setInterval(run, ms)
  stack.add(() => clearInterval(timer))
}
