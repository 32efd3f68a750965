// An agent's tabs are kept alike: a change is told over the bus at once, and a look once a second at what was written lately finds
// what the bus lost, or what another process wrote where no bus crosses. The tab that wrote is not told: it knows.
import type { Preferences } from '@madoguchi/contracts/http/session'
import type { Bus } from '../../bus/bus.ts'
import type { Pool } from '../../db/pool.ts'
import type { Logger } from '../../runtime/logger.ts'
import { LATELY_MS, startLook } from './look.ts'
import { DEFAULTS, draftOf } from './read.ts'
import { startShareViews, type People, type ShareViews } from './views/share.ts'
import { CLOCK, type Patch, type Writer, type Written } from './write.ts'

export type Share = { tell(writer: Writer, written: Written): void; views: ShareViews; stop(): Promise<void> }

type Deps = {
  bus: Bus
  pool: Pool
  directory: People
  /** Agents with a tab here. */
  agents: () => string[]
  emit: (writer: Writer, patch: Patch) => void
  logger: Logger
}
type Notice = Writer & Written

export function startShare(deps: Deps): Share {
  const { bus, pool, agents, emit, logger } = deps
  /** When each thing that was told lately was written: a look neither repeats it nor brings something older back. */
  const told = new Map<string, number>()

  function tell({ agent, connection, patch, at }: Notice) {
    const key = `${agent} ${keyOf(patch)}`
    if (at <= (told.get(key) ?? -1)) return
    told.set(key, at)
    emit({ agent, connection }, patch)
  }

  async function look() {
    const here = agents()
    if (here.length === 0) return told.clear()
    const { notices, at: newest } = await readLately(pool, here)
    for (const notice of notices) tell(notice)
    for (const [key, at] of told) if (at < newest - 2 * LATELY_MS) told.delete(key)
  }

  const looking = startLook({ look, logger, what: 'personal state of other tabs' })
  const views = startShareViews(deps)
  const unsubscribe = bus.subscribe('personal', (notice) => isNotice(notice) && tell(notice))

  return {
    tell: (writer, written) => bus.publish('personal', { ...writer, ...written } satisfies Notice),
    views,
    async stop() {
      unsubscribe()
      await looking.stop()
      await views.stop()
    },
  }
}

/** One change is about one thing. */
function keyOf({ readings, drafts, noticesSeen }: Patch): string {
  if (readings) return `reading ${Object.keys(readings)[0]}`
  if (drafts) return `draft ${Object.keys(drafts)[0]}`
  return noticesSeen === undefined ? 'preferences' : 'noticesSeen'
}

function isNotice(notice: unknown): notice is Notice {
  const { agent, connection, patch, at } = (notice ?? {}) as Record<string, unknown>
  const named = typeof agent === 'string' && typeof connection === 'string' && typeof at === 'number'
  return named && typeof patch === 'object' && patch !== null
}

type Line = Writer & {
  kind: 'reading' | 'draft' | 'preferences' | 'noticesSeen'
  conversation: string
  row: never
  at: number
}

async function readLately(pool: Pool, agents: string[]): Promise<{ notices: Notice[]; at: number }> {
  const lately = `agent = any($1) and at > ${CLOCK} - ${LATELY_MS}`
  const { rows } = await pool.query<Line>({
    name: 'personal-lately',
    text: `select agent, connection, at, 'reading' as kind, conversation, to_jsonb(read_to) as row from reading where ${lately}
           union all select agent, connection, at, 'draft', conversation,
                            jsonb_build_object('text', text, 'notification_disabled', notification_disabled, 'form', form, 'at', at)
                       from draft where ${lately}
           union all select agent, connection, at, 'preferences', '', row from preferences where ${lately}
           union all select agent, connection, at, 'noticesSeen', '', to_jsonb(seen) from notices_seen where ${lately}`,
    values: [agents],
  })
  const notices = rows.map(({ agent, connection, at, ...line }) => ({ agent, connection, at, patch: patchOf(line) }))
  return { notices, at: Math.max(0, ...rows.map((row) => row.at)) }
}

function patchOf({ kind, conversation, row }: Pick<Line, 'kind' | 'conversation' | 'row'>): Patch {
  if (kind === 'reading') return { readings: { [conversation]: row } }
  if (kind === 'draft') return { drafts: { [conversation]: draftOf(row) } }
  if (kind === 'noticesSeen') return { noticesSeen: row }
  return { preferences: { ...DEFAULTS, ...(row as Partial<Preferences>) } }
}
