// Since when an agent may see a channel, as places on the log: nothing from before counts as unread (CO-17). Written when the
// directory says so; withdrawn access is forgotten, so that what is granted anew begins anew.
import { allows } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../db/pool.ts'
import type { Directory } from '../../directory/open.ts'
import { backoff, sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'

/** What is known stays; the checkpoints of this moment are written for the rest. */
export async function ensureAccess(pool: Pool, agent: string, channels: string[]): Promise<void> {
  await pool.query({
    name: 'access-ensure',
    text: `insert into access (agent, channel, since)
           select $1, p.channel, (select coalesce(jsonb_object_agg(c.part::text, c.next), '{}') from checkpoint c
                                    join active a on a.projection = 'inbox' and c.reader = 'inbox_v' || a.v)
             from unnest($2::text[]) p(channel) on conflict do nothing`,
    values: [agent, channels],
  })
}

async function keepAccess(pool: Pool, agent: string, channels: string[]) {
  await pool.query('delete from access where agent = $1 and channel <> all($2)', [agent, channels])
  await ensureAccess(pool, agent, channels)
}

type Deps = { pool: Pool; directory: Directory; logger: Logger }

/** Resolves when everybody's access of today is written. */
export async function startAccess({ pool, directory, logger }: Deps): Promise<{ stop(): Promise<void> }> {
  const end = new AbortController()
  const waiting = new Set<string>()
  let running: Promise<void> = Promise.resolve()
  let busy = false

  async function write(agent: string) {
    const rights = directory.agents.get(agent)?.rights ?? {}
    const channels = directory.channels.all().filter(({ id }) => allows(rights, id, 'viewer'))
    await keepAccess(
      pool,
      agent,
      channels.map(({ id }) => id),
    )
  }
  async function drain() {
    busy = true
    for (let attempt = 0; waiting.size > 0 && !end.signal.aborted;) {
      const [agent] = waiting
      try {
        await write(agent!)
        waiting.delete(agent!)
        attempt = 0
      } catch (error) {
        if (attempt === 0) logger.warn({ error: String(error) }, 'access not written; trying on')
        await sleep(backoff(attempt++), end.signal)
      }
    }
    busy = false
  }
  function look(agents: string[]) {
    for (const agent of agents) waiting.add(agent)
    if (!busy) running = drain()
  }
  const everybody = () => directory.agents.all().map(({ id }) => id)

  const unsubscribe = directory.onChange(({ rows, agents }) =>
    look(rows.some(({ noun }) => noun === 'channel') ? everybody() : agents),
  )
  look(everybody())
  await running
  return {
    async stop() {
      unsubscribe()
      end.abort()
      await running
    },
  }
}
