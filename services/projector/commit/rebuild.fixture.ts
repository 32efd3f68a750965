// One history into rows twice: live, as readers bring it on a bad day, and rebuilt, as a replay from zero brings it. Both ways
// run the same code, so what a test changes is changed in both.
import { openPool, type Pool } from '../../db/pool.ts'
import type { Rec } from '../../log/log.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { openTestDatabase } from '../../test/database.ts'
import { openSchema } from '../schema.ts'
import type { Slice } from './batch.ts'
import { createCommitter, type Commit } from './committer.ts'
import { crashing, type Crashes } from './crash.fixture.ts'
import type { Project } from './fold.ts'
import type { Dice } from './history.fixture.ts'

export const [LIVE, REBUILT] = ['inbox_v1', 'inbox_v2'] as const
export const TABLES = ['conversation', 'message', 'contact', 'member', 'template', 'notice', 'event', 'copy']

/** A mutation is `pool` (statements changed on their way) or `project`; `racing`: readers that hold the same slices. */
export type How = { pool?: (pool: Pool) => Pool; project?: Project; racing?: number; crashes?: Crashes }
export type Rows = Awaited<ReturnType<typeof openRows>>

const VACUUM_EVERY = 20

/** Commits are not waited for on the disk: servers do not die here. */
export async function openRows() {
  const database = await openTestDatabase()
  await openSchema(database.pool, 1)
  await openSchema(database.pool, 2)
  await database.pool.query(`alter database ${new URL(database.url).pathname.slice(1)} set synchronous_commit = off`)
  const pool = openPool({ url: database.url, logger: silentLogger() })
  let emptied = 0
  const committer = (reader: string, { pool: changed, project }: How, crashes?: [Crashes, Dice]): Commit => {
    const own = changed ? changed(pool) : pool
    const deps = { pool: crashes ? crashing(own, ...crashes) : own, reader, onApplied: () => undefined }
    return createCommitter({ ...deps, ...(project && { project }) })
  }

  return {
    pool,
    /** Deleting a few hundred rows is quick, truncating waits for the disk; but what was deleted must go now and then. */
    async empty(...schemas: string[]) {
      const tables = schemas.flatMap((schema) => TABLES.map((table) => `${schema}.${table}`))
      const all =
        emptied++ % VACUUM_EVERY === 0 ? [`truncate ${tables.join()}`] : tables.map((one) => `delete from ${one}`)
      for (const kept of ['dead_letter', 'checkpoint'])
        all.push(`delete from ${kept} where reader in (${schemas.map((schema) => `'${schema}'`).join()})`)
      await pool.query(all.join(';'))
    },
    /** `told`: after each turn; what was delivered until then is committed. */
    async live(records: Rec[], dice: Dice, how: How = {}, told = async () => {}) {
      const fresh = () => committer(LIVE, how, how.crashes && [how.crashes, dice])
      const readers = Array.from({ length: how.racing ?? 2 }, fresh)
      const queue = slices(records, dice)
      while (queue.length > 0) {
        const turn = queue.splice(0, turnOf(queue))
        await Promise.all(turn.flatMap((slice) => readers.map((_, i) => deliver(readers, i, slice, fresh))))
        await told()
      }
    },
    async rebuild(records: Rec[], how: How = {}) {
      const commit = committer(REBUILT, how)
      const parts = Map.groupBy(records, ({ part }) => part)
      await Promise.all([...parts].map(([part, own]) => commit({ part, records: own })))
    },
    async stop() {
      await pool.end()
      await database.stop()
    },
  }
}

/** A slice comes again until it is in; a reader that died is another one afterwards. */
async function deliver(readers: Commit[], i: number, slice: Slice, fresh: () => Commit) {
  for (;;) {
    try {
      return await readers[i]!(slice)
    } catch (error) {
      if (!/gone after|[Cc]onnection/.test(String(error))) throw error
      readers[i] = fresh()
    }
  }
}

/** Runs of one partition from anywhere before what was delivered, as a log brings them after a failure or a change of readers. */
function slices(records: Rec[], dice: Dice): Slice[] {
  const parts = Map.groupBy(records, ({ part }) => part)
  const reached = new Map([...parts.keys()].map((part) => [part, 0]))
  const all: Slice[] = []
  while (reached.size > 0) {
    const part = dice.of([...reached.keys()])
    const [own, to] = [parts.get(part)!, reached.get(part)!]
    const from = Math.max(0, to - dice.of([0, 0, 0, 1, 7, 30]))
    const end = Math.min(own.length, to + 1 + dice.below(dice.of([2, 12, 60])))
    all.push({ part, records: own.slice(from, end) })
    if (end === own.length) reached.delete(part)
    else reached.set(part, end)
  }
  return all
}

/** A slice is delivered once the one before it of its partition is in. */
function turnOf(queue: Slice[]): number {
  const parts = new Set<number>()
  const end = queue.findIndex(({ part }) => parts.size === parts.add(part).size)
  return end === -1 ? queue.length : end
}
