// What is new reaches an agent's open consoles: at the notifier's bell, and by a look once a second where no bell is heard. Each is told
// once and to whoever is there then: who connects later is not told of what was before.
import type { Alert } from '@madoguchi/contracts/notify/alert'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Bus } from '../../bus/bus.ts'
import type { Pool } from '../../db/pool.ts'
import type { Logger } from '../../runtime/logger.ts'
import { LATELY_MS, startLook } from './look.ts'
import type { People } from './views/share.ts'
import { CLOCK } from './write.ts'

type Deps = {
  bus: Bus
  pool: Pool
  directory: People
  /** Agents with a tab here, each with how long the oldest of them is open, ms. */
  agents: () => ReadonlyMap<string, number>
  emit: (agent: string, alert: Alert) => void
  logger: Logger
}
/** `since`: how long ago it was told, ms, by the database's clock: no other clock is compared with it. */
type Line = Alert & { agent: string; told: number; since: number }

export function startAlerts({ bus, pool, directory, agents, emit, logger }: Deps): { stop(): Promise<void> } {
  /** When each was told: a look that finds it again passes it over. */
  const told = new Map<string, number>()

  function tell({ agent, told: at, since, ...alert }: Line, here: ReadonlyMap<string, number>) {
    const key = `${alert.id} ${agent}`
    if (told.has(key)) return
    told.set(key, at)
    if (since > (here.get(agent) ?? 0)) return // before anybody of theirs was here
    if (allows(directory.agents.get(agent)?.rights ?? {}, alert.channel, 'viewer')) emit(agent, alert)
  }

  async function look() {
    const here = agents()
    if (here.size === 0) return
    const lines = await readLately(pool, [...here.keys()])
    for (const line of lines) tell(line, here)
    const newest = Math.max(0, ...lines.map((line) => line.told))
    for (const [key, at] of told) if (at < newest - 2 * LATELY_MS) told.delete(key)
  }

  const looking = startLook({ look, logger, what: 'what is new to tell of' })
  let answering = Promise.resolve()
  const unsubscribe = bus.subscribe('alerts', () => {
    answering = look().catch(() => {}) // the next look says it, and finds what this one did not
  })
  return {
    async stop() {
      unsubscribe()
      await looking.stop()
      await answering
    },
  }
}

/** Name and words as they are now; a message that was taken back is no news. */
async function readLately(pool: Pool, agents: string[]): Promise<Line[]> {
  const { rows } = await pool.query<Line>({
    name: 'alerts-lately',
    text: `select a.agent, a.id, a.kind, a.channel, a.conversation, a.item, a.at, greatest(0, ${CLOCK} - a.at) as ago, a.desktop, a.sound,
                  coalesce(c.row->>'ourName', c.row->>'name') as name, m.row->'preview' as preview, a.told_at as told, ${CLOCK} - a.told_at as since
             from alert a left join rm.conversation c on c.id = a.conversation left join rm.message m on m.id = a.item
            where a.agent = any($1) and a.told_at > ${CLOCK} - ${LATELY_MS} and (a.kind <> 'message' or m.countable)
            order by a.at, a.id`,
    values: [agents],
  })
  return rows
}
