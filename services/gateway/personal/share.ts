// An agent's tabs are kept alike: a change is told over the bus at once, and a look once a second at what was written lately finds
// what the bus lost, or what another process wrote where no bus crosses. The tab that wrote is not told: it knows.
import type { Preferences } from '@madoguchi/contracts/http/session'
import type { Bus } from '../../bus/bus.ts'
import type { Pool } from '../../db/pool.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import { DEFAULTS, draftOf } from './read.ts'
import { CLOCK, type Patch, type Writer, type Written } from './write.ts'

export type Share = { tell(writer: Writer, written: Written): void; stop(): Promise<void> }

type Deps = {
  bus: Bus
  pool: Pool
  /** Agents with a tab here. */
  agents: () => string[]
  emit: (writer: Writer, patch: Patch) => void
  logger: Logger
}
type Notice = Writer & Written

const LOOK_MS = 1_000
/** What was written within this is looked at: longer than a look that came late. */
const LATELY_MS = 4_000

export function startShare({ bus, pool, agents, emit, logger }: Deps): Share {
  const end = new AbortController()
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

  let failing = false
  async function loop() {
    while (!end.signal.aborted) {
      await sleep(LOOK_MS, end.signal)
      await look().then(
        () => (failing = false),
        (error: unknown) => {
          if (!failing) logger.warn({ error: String(error) }, 'personal state of other tabs not read; trying on')
          failing = true
        },
      )
    }
  }
  const running = loop()
  const unsubscribe = bus.subscribe('personal', (notice) => isNotice(notice) && tell(notice))

  return {
    tell: (writer, written) => bus.publish('personal', { ...writer, ...written } satisfies Notice),
    async stop() {
      unsubscribe()
      end.abort()
      await running
    },
  }
}

/** One change is about one thing. */
const keyOf = ({ readings, drafts }: Patch): string =>
  readings ? `reading ${Object.keys(readings)[0]}` : drafts ? `draft ${Object.keys(drafts)[0]}` : 'preferences'

function isNotice(notice: unknown): notice is Notice {
  const { agent, connection, patch, at } = (notice ?? {}) as Record<string, unknown>
  const named = typeof agent === 'string' && typeof connection === 'string' && typeof at === 'number'
  return named && typeof patch === 'object' && patch !== null
}

type Line = Writer & { kind: 'reading' | 'draft' | 'preferences'; conversation: string; row: never; at: number }

async function readLately(pool: Pool, agents: string[]): Promise<{ notices: Notice[]; at: number }> {
  const lately = `agent = any($1) and at > ${CLOCK} - ${LATELY_MS}`
  const { rows } = await pool.query<Line>({
    name: 'personal-lately',
    text: `select agent, connection, at, 'reading' as kind, conversation, to_jsonb(read_to) as row from reading where ${lately}
           union all select agent, connection, at, 'draft', conversation,
                            jsonb_build_object('text', text, 'notification_disabled', notification_disabled, 'form', form, 'at', at)
                       from draft where ${lately}
           union all select agent, connection, at, 'preferences', '', row from preferences where ${lately}`,
    values: [agents],
  })
  const notices = rows.map(({ agent, connection, at, ...line }) => ({ agent, connection, at, patch: patchOf(line) }))
  return { notices, at: Math.max(0, ...rows.map((row) => row.at)) }
}

function patchOf({ kind, conversation, row }: Pick<Line, 'kind' | 'conversation' | 'row'>): Patch {
  if (kind === 'reading') return { readings: { [conversation]: row } }
  if (kind === 'draft') return { drafts: { [conversation]: draftOf(row) } }
  return { preferences: { ...DEFAULTS, ...(row as Partial<Preferences>) } }
}
