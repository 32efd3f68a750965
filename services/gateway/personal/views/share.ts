// A saved view reaches the maker's tabs, and a shared one every agent here who may read its channel: over the bus at once, and by a look
// once a second at what was written lately. Each is told the whole list as it is then, so that neither order nor repeats matter.
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Bus } from '../../../bus/bus.ts'
import type { Pool } from '../../../db/pool.ts'
import type { Logger } from '../../../runtime/logger.ts'
import { LATELY_MS, startLook } from '../look.ts'
import { CLOCK, type Patch, type Writer } from '../write.ts'
import { readStored, viewsOf } from './read.ts'
import { CHANGE, type ViewChange } from './write.ts'

export type ShareViews = { tell(change: ViewChange): void; stop(): Promise<void> }
export type People = {
  agents: { get(id: string): { rights: Rights } | undefined }
  channels: { all(): { id: string }[] }
}

type Deps = {
  bus: Bus
  pool: Pool
  directory: People
  /** Agents with a tab here. */
  agents: () => string[]
  emit: (writer: Writer, patch: Patch) => void
  logger: Logger
}

export function startShareViews({ bus, pool, directory, agents, emit, logger }: Deps): ShareViews {
  /** When each was written as it was told last. */
  const told = new Map<string, number>()
  let telling: Promise<void> = Promise.resolve()

  const readable = (agent: string): string[] => {
    const rights = directory.agents.get(agent)?.rights ?? {}
    const all = directory.channels.all().map(({ id }) => id)
    return all.filter((id) => allows(rights, id, 'viewer'))
  }

  function hear(change: ViewChange) {
    if (change.at <= (told.get(change.id) ?? -1)) return
    told.set(change.id, change.at)
    telling = telling
      .then(() => pass(change))
      .catch((error: unknown) => {
        told.delete(change.id) // the look finds it again
        logger.warn({ error: String(error) }, 'a saved view was not told; trying on')
      })
  }

  async function pass({ agent: maker, channel, everybody, connection }: ViewChange) {
    const hears = (agent: string) =>
      agent === maker || (everybody && channel !== null && readable(agent).includes(channel))
    const here = agents().filter(hears)
    if (here.length === 0) return
    const channels = new Map(here.map((agent) => [agent, readable(agent)]))
    const stored = await readStored(pool, here, [...new Set([...channels.values()].flat())])
    for (const agent of here) emit({ agent, connection }, { views: viewsOf(stored, agent, channels.get(agent)!) })
  }

  async function look() {
    if (agents().length === 0) return told.clear()
    const { rows } = await pool.query<ViewChange>({
      name: 'views-lately',
      text: `select ${CHANGE} from saved_view where at > ${CLOCK} - ${LATELY_MS}`,
    })
    for (const change of rows) hear(change)
    const newest = Math.max(0, ...rows.map(({ at }) => at))
    for (const [id, at] of told) if (at < newest - 2 * LATELY_MS) told.delete(id)
  }

  const looking = startLook({ look, logger, what: 'saved views of others' })
  const unsubscribe = bus.subscribe('personal', (notice) => {
    const change = changeIn(notice)
    if (change !== null) hear(change)
  })
  return {
    tell: (change) => bus.publish('personal', { view: change }),
    async stop() {
      unsubscribe()
      await looking.stop()
      await telling
    },
  }
}

/** null: another notice about what is personal. */
function changeIn(notice: unknown): ViewChange | null {
  const { view } = (notice ?? {}) as { view?: Partial<ViewChange> }
  const { id, agent, at, connection } = view ?? {}
  const named = typeof id === 'string' && typeof agent === 'string' && typeof connection === 'string'
  return named && typeof at === 'number' ? (view as ViewChange) : null
}
