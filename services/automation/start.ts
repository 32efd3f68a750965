// rows → log: what the rules of a channel's desk do by themselves. May be relied on: each rule speaks once, killed anywhere and with any
// number of processes; a person's word always stands against a rule's; nothing is done again after a rebuild. It reads the rows, not
// the log, and has no position of its own: a rule that spoke makes its own condition false.
import type { Pool } from '../db/pool.ts'
import { startShift } from '../jobs/shift.ts'
import type { Channels } from '../directory/channel.ts'
import type { LineClients } from '../line/client.ts'
import type { Health } from '../runtime/health.ts'
import type { Logger } from '../runtime/logger.ts'
import { markRead } from './desk/readMark.ts'
import { createTurn, type TurnDeps } from './desk/turn.ts'

export type AutomationDeps = Omit<TurnDeps, 'sql' | 'channels' | 'now'> & {
  pool: Pool
  channels: Channels
  clients: LineClients
  logger: Logger
  health: Health
  now?: () => number
  everyMs?: number
}

const EVERY_MS = 500
/** Agents' turns are counted in memory: one process at a time works. */
const LOCK = 7_301_964

export async function startAutomation(deps: AutomationDeps): Promise<{ stop(): Promise<void> }> {
  const { pool, channels, clients, health, now = Date.now, everyMs = EVERY_MS } = deps
  const logger = deps.logger.child({ role: 'automation' })
  const turn = createTurn({ ...deps, sql: pool, now })

  async function work() {
    await turn()
    const marking = channels.all().filter(({ desk }) => desk.readMark === 'reply')
    const ids = marking.map(({ id }) => id)
    await markRead({ sql: pool, channels, clients }, ids, now())
  }

  const shift = startShift({ pool, lock: LOCK, everyMs, work, logger })
  health.check('automation', () => {
    const why = shift.trouble()
    return why === null ? { state: 'ok' } : { state: 'degraded', why }
  })
  return { stop: () => shift.stop() }
}
