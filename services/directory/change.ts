// One way to change what browsers may see of the directory: the counter is locked first, so revs are gapless and in commit
// order; rows, counter and audit commit together; then this process's image is fresh and the others are told.
import type { Bus } from '../bus/bus.ts'
import type { Client, Pool } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import type { Logger } from '../runtime/logger.ts'
import { note, type Actor, type Entry } from './audit.ts'
import type { Image } from './image.ts'

/** `audit: null` = nothing changed after all: no rev is used. */
export type Outcome<T> = { value: T; audit: Entry | null }

/** `run` writes its rows with `rev`. A throw changes nothing. */
export type Change = <T>(actor: Actor, run: (tx: Client, rev: number) => Promise<Outcome<T>>) => Promise<T>

type Deps = { pool: Pool; bus: Bus; image: Image; logger: Logger; now: () => number }

export function createChange({ pool, bus, image, logger, now }: Deps): Change {
  return async (actor, run) => {
    const { value, next } = await transaction(pool, async (tx) => {
      const rev = await lockCounter(tx)
      const outcome = await run(tx, rev)
      if (outcome.audit === null) return { value: outcome.value, next: null }
      await note(tx, now(), actor, outcome.audit)
      await tx.query("update checkpoint set next = $1 where reader = 'directory' and part = -1", [rev + 1])
      return { value: outcome.value, next: rev + 1 }
    })
    if (next !== null) await tell(next)
    return value
  }

  /** It is committed: from here on nothing may fail, the 1-s compare repairs what is missed. */
  async function tell(next: number) {
    await image
      .refresh()
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'directory changed, refresh comes later'))
    bus.publish('directory', { next, rows: image.rows(next - 1) })
  }
}

async function lockCounter(tx: Client): Promise<number> {
  await tx.query("insert into checkpoint (reader, part) values ('directory', -1) on conflict do nothing")
  const { rows } = await tx.query<{ next: number }>(
    "select next from checkpoint where reader = 'directory' and part = -1 for update",
  )
  return rows[0]!.next
}
