// What the check of live == rebuilt must notice (log.md §13, 5 to 7 and 14): statements changed on their way, and projections that
// break a rule. The same code runs live and in the rebuild.
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { project } from '../project/project.ts'
import type { Write } from '../project/placed.ts'
import type { Project } from './fold.ts'
import { mutated } from './mutate.fixture.ts'
import type { How } from './rebuild.fixture.ts'

/** Mostly none, now and then long enough for another transaction to begin and commit meanwhile. */
const pause = () => new Promise<void>((resolve) => void setTimeout(resolve, Math.random() < 0.1 ? 30 : 0))

type Rewrite = (sql: string) => string
const rewriting = (rewrite: Rewrite): How => ({ pool: (pool) => mutated(pool, { rewrite }) })

/** Only rows as they were before the batch. */
const stale = (): Project => {
  const loaded = new WeakMap<object, Map<string, unknown>>()
  return (placed, held) => {
    const seen = loaded.get(held) ?? new Map<string, unknown>()
    loaded.set(held, seen)
    return project(placed, {
      get: (noun, id) => {
        const key = `${noun} ${id}`
        if (!seen.has(key)) seen.set(key, held.get(noun, id))
        return seen.get(key) as never
      },
    })
  }
}

const counted: Rewrite = (sql) => {
  const schema = /from (\w+)\.message/.exec(sql)?.[1]
  const before = `select (row->>'troubled')::int from ${schema}.conversation c where c.id = t.id`
  return sql.replace('f.n as troubled', `f.n + coalesce((${before}), 0) as troubled`)
}

/** The first that waits is kept from the row before instead of being looked for. */
const remembered: Rewrite = (sql) => {
  const schema = /from (\w+)\.message/.exec(sql)?.[1]
  const before = `(select c.needs_since from ${schema}.conversation c where c.id = t.id)`
  return sql.replace(`'needsReplySince', w.at`, `'needsReplySince', coalesce(${before}, w.at)`)
}

/** Takes an event that is there already. */
const willing: Rewrite = (sql) =>
  sql.includes('.event (')
    ? `${sql.replace('on conflict do nothing', '')} on conflict (id) do update set off = excluded.off`
    : sql

const unsent = (row: MessageRow | undefined) => row?.body.kind === 'unsent'

/** A message that comes again after its unsend is new. */
const reviving: Project = (placed, held) =>
  project(placed, {
    get: (noun, id) => {
      const row = held.get(noun, id)
      const forgets = placed.event.type === 'line.message' && noun === 'message'
      return forgets && unsent(row as MessageRow | undefined) ? undefined : row
    },
  })

/** What stood in the row before stays in it. */
const merging: Project = (placed, held) =>
  project(placed, held).map((write) => {
    const before = write.noun === 'message' ? held.get('message', write.id) : undefined
    if (before === undefined || !unsent(write.row as MessageRow)) return write
    return { ...write, row: { ...before, ...write.row, body: { ...before.body, kind: 'unsent' } } } as Write
  })

/** Whoever speaks in a group gets a contact row from there. */
const gossiping: Project = (placed, held) => {
  const { key, data } = placed.event
  const writes = project(placed, held)
  const { userId, groupId } = (data as { source?: Record<string, string> }).source ?? {}
  if (!userId || !groupId) return writes
  const row = { channel: key.split(':')[0], userId, name: 'heard of' } as unknown as ContactRow
  return [...writes, { noun: 'contact', id: `${row.channel}:${userId}`, row }]
}

const closed: Project = (placed, held) => {
  if (placed.event.type === 'line.telepathy') throw new Error('unknown type')
  return project(placed, held)
}

/** What clean() took away comes back on its way to the table. */
const soiled: Rewrite = (sql) =>
  sql.includes('.message (')
    ? sql.replace('$4::jsonb[]', () => String.raw`replace($4::text, U&'\FFFD', '\\u0000')::jsonb[]`)
    : sql

/** Some events cannot be projected, always the same ones; of our own the eraser's can, or nothing would ever be erased. */
export const poisoned: Project = (placed, held) => {
  if (/[05]$/.test(placed.event.id) && placed.event.type !== 'message.redacted') throw new Error('poison')
  return project(placed, held)
}

/** No mutation: only the pauses. */
export const HESITANT: How = { racing: 3, pool: (pool) => mutated(pool, { pause }) }

export const MUTATIONS: { name: string; how: How }[] = [
  {
    // An event that stands there already is refused, which alone would stop whoever came second.
    name: 'a position read without a lock, and events that do not refuse either',
    how: {
      racing: 3,
      pool: (pool) =>
        mutated(pool, { pause, rewrite: (sql) => willing(sql.replace('order by part for update', 'order by part')) }),
    },
  },
  {
    name: 'events that are not unique',
    how: rewriting((sql) => willing(sql).replace('.event where id = any', '.event where false and id = any')),
  },
  {
    name: 'copies that are not noted',
    how: rewriting((sql) => sql.replace(/(\.copy .*) on conflict/, '$1 where false on conflict')),
  },
  { name: 'rows that do not see the events before them in the batch', how: { project: stale() } },
  { name: 'columns that are counted up instead of computed', how: rewriting(counted) },
  {
    name: 'a row without the rev of the event that changed it',
    how: rewriting((sql) => sql.replace('rev = excluded.rev, ', '')),
  },
  {
    name: 'a rev that is no event of the row’s own key',
    how: rewriting((sql) => sql.replace('set rev = excluded.rev', 'set rev = excluded.rev + 100000')),
  },
  {
    name: 'raw text of the unsent that stays',
    how: rewriting((sql) => sql.replace('set raw = null, redacted', 'set redacted')),
  },
  { name: 'an unsend that is not final', how: { project: reviving } },
  { name: 'an unsend that leaves something in the row', how: { project: merging } },
  { name: 'a contact row written from a group', how: { project: gossiping } },
  { name: 'text that no row can hold', how: rewriting(soiled) },
  { name: 'a closed union of types', how: { project: closed } },
  { name: 'who waits, remembered instead of looked for', how: rewriting(remembered) },
]
