// log → LINE → log. May be relied on: LINE accepts each message at most once, in order per conversation, and every message ends as
// sent, failed, unknown or cancelled on the log, through crashes of any number of senders at any point. What was scheduled is asked
// for once, at its time. The log is read and claimed
// in one transaction; the retry key, which is the message's id, makes every repeat harmless; a lost reply is never repeated.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Rights } from '@madoguchi/contracts/row/agent'
import type { Channels } from '../directory/channel.ts'
import type { Pool } from '../db/pool.ts'
import type { LineClients } from '../line/client.ts'
import type { Log } from '../log/log.ts'
import { silenceOf } from '../log/trouble/silence.ts'
import type { Health } from '../runtime/health.ts'
import { started } from '../runtime/lifecycle.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { Claimed } from './outbound/claim.ts'
import { decide, isCall, type Step } from './decide.ts'
import { createDispatch } from './dispatch.ts'
import { createGate } from './gate.ts'
import { createLane } from './lane.ts'
import { isHard } from './lock.ts'
import { createSenderReader } from './reading/reader.ts'
import { createReports } from './report.ts'
import { createSchedule } from './schedule/schedule.ts'
import { startSweep } from './sweep.ts'

export type SenderDeps = {
  log: Log
  pool: Pool
  channels: Channels
  /** Of agents are known their names, which variables say, and whom the hard rule lets through. */
  agents: { get(id: string): { name: string; active: boolean; rights: Rights } | undefined }
  clients: LineClients
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
}

const SHORTEST_WAIT_MS = 50

/** `stop` finishes the calls in flight and what is being reported. */
export function startSender(deps: SenderDeps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, channels, agents, clients, metrics, health, now = Date.now } = deps
  const logger = deps.logger.child({ role: 'sender' })
  return started(async (stack) => {
    const gate = createGate({ now: () => performance.now() })
    const reports = createReports({ log, pool, logger, now })
    const failed = (error: Error) => logger.warn({ error: error.message }, 'results not reported yet')
    const sayAll = () => void reports.sayUnsaid(reading.ready()).catch(failed)
    const reading = createSenderReader({
      pool,
      onDue() {
        dispatch.wake()
        schedule.wake()
        sayAll()
      },
    })
    const ready = () => reading.ready()
    const lane = createLane({
      pool,
      channels,
      clients,
      gate,
      logger,
      now,
      say: (result) => reports.say(result),
      sayAll,
      again: (ms) => dispatch.wakeIn(ms),
    })

    /** A call waits at its channel's gate before a reply token is spent on it. */
    function stepOf(claimed: Claimed): Step {
      const id = channelOf(claimed.conversation)
      const step = decide({ claimed, channel: channels.get(id), agents, now: now() })
      const ms = isCall(step) ? gate.enter(id) : 0
      return ms > 0 ? { do: 'wait', ms: Math.max(ms, SHORTEST_WAIT_MS) } : step
    }

    const dispatch = createDispatch({
      pool,
      parts: ready,
      shut: () => gate.shut(),
      hard: (conversation) => isHard(channels.get(channelOf(conversation))),
      decide: stepOf,
      run: lane.run,
      logger,
    })
    stack.add(() => reports.drain())
    stack.use(dispatch, (one) => one.stop())
    const names = { channel: (id: string) => channels.get(id)?.name, agent: (id: string) => agents.get(id)?.name }
    const schedule = stack.use(createSchedule({ pool, log, names, parts: ready, logger }), (one) => one.stop())
    const sweep = startSweep({ pool, parts: ready, reports, metrics, logger })
    stack.use(sweep, (one) => one.stop())
    const subscription = stack.use(await log.subscribe(reading.reader), (one) => one.stop())
    health.check('sender', () => silenceOf(subscription, Date.now()) ?? { state: 'ok' })
    return { stop: () => stack.stop() }
  })
}
