// Each rule that makes a rebuild after an erasure equal the live rows (log.md §11, E2 to E7), taken away once.
import { isDeepStrictEqual } from 'node:util'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageRedacted } from '@madoguchi/contracts/event/redacted'
import type { Pool } from '../../db/pool.ts'
import { project } from '../project/project.ts'
import type { Write } from '../project/placed.ts'
import type { Project } from './fold.ts'
import { mutated } from './mutate.fixture.ts'
import { MUTATIONS } from './mutations.fixture.ts'
import type { How } from './rebuild.fixture.ts'

/** `eraser`: its statements on their way. `said`: its skeletons on theirs. */
export type Erasing = How & { eraser?: (pool: Pool) => Pool; said?: (event: Envelope) => Envelope }

const rewriting = (from: string | RegExp, to: string) => (pool: Pool) =>
  mutated(pool, { rewrite: (sql) => sql.replaceAll(from, to) })

const saying = (change: (data: MessageRedacted) => Partial<MessageRedacted>) => (event: Envelope) => {
  const data = event.data as MessageRedacted
  return { ...event, data: { ...data, ...change(data) } }
}

/** What stood in the row stays beside the skeleton. */
const merging: Project = (placed, held) =>
  project(placed, held).map((write) => {
    const before = write.noun === 'message' ? held.get('message', write.id) : undefined
    return placed.event.type === 'message.redacted' && before ? { ...write, row: { ...before, ...write.row } } : write
  }) as Write[]

/** A row that looks as before is left alone. */
const sparing: Project = (placed, held) =>
  project(placed, held).filter(
    ({ noun, id, row }) => placed.event.type !== 'message.redacted' || !isDeepStrictEqual(held.get(noun, id), row),
  )

const named = (name: string) => MUTATIONS.find((one) => one.name === name)!

export const ERASURES: { name: string; how: Erasing }[] = [
  { name: 'E2: words erased before their skeleton', how: { eraser: rewriting('where v.told', 'where v.redacted') } },
  { name: 'E3: a skeleton that leaves something in the row', how: { project: merging } },
  { name: 'E4: a skeleton without the place', how: { said: saying(({ place }) => ({ place: place + 1_000 })) } },
  {
    name: 'E4: … that forgets what else its events said',
    how: { said: saying(({ events }) => ({ events: events.map(({ facts: _none, ...one }) => one) })) },
  },
  { name: 'E4: … that does not list its events', how: { said: saying(() => ({ events: [] })) } },
  { name: 'E4: … with columns counted up', how: named('columns that are counted up instead of computed').how },
  { name: 'E4: … with who waits remembered', how: named('who waits, remembered instead of looked for').how },
  { name: 'E5: a skeleton that does not stamp what looks unchanged', how: { project: sparing } },
  { name: 'E6: a message that comes again is new', how: named('an unsend that is not final').how },
  { name: 'E7: copies that are not noted', how: named('copies that are not noted').how },
  {
    name: 'E7: … nor found by the eraser',
    how: { eraser: rewriting(/union all select c\.part[\s\S]*?where v\.told/g, '') },
  },
  {
    name: 'E7: … nor noted where one stood in an erased one’s place',
    how: { pool: rewriting('where v.key <> u.key', 'where false') },
  },
]
