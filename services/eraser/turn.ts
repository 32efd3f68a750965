// One look at the rows and what follows from it. The order is the promise: a skeleton is on the log and in the rows before a word is
// erased, bytes are gone before the record that led to them, and what was erased is noted last. Whoever dies in between finds the
// same work again, and everything here may happen twice.
import type { Sql } from '../db/pool.ts'
import type { Log } from '../log/log.ts'
import { placeOf } from '../media/key.ts'
import type { Store } from '../media/store.ts'
import { reach } from '../runtime/failpoint.ts'
import { noteErased, readDue, readUntold, type Due } from './due.ts'
import { skeletonOf, type Untold } from './skeleton.ts'

export type TurnDeps = { sql: Sql; log: Pick<Log, 'append' | 'erase'>; store: Pick<Store, 'remove'>; now: () => number }
/** `waiting`: messages without a skeleton in the rows, and records that were to be erased. `oldest`: since when, ms; null = none. */
export type Turned = { waiting: number; oldest: number | null; said: number; erased: number }

/** How long a skeleton is not said again while the rows do not show it. */
const AGAIN_MS = 10_000

export function createTurn(deps: TurnDeps): () => Promise<Turned> {
  const { sql, log, store, now } = deps
  const saidAt = new Map<string, number>()

  async function say(untold: Untold[]): Promise<number> {
    for (const [id, at] of saidAt) if (now() - at > AGAIN_MS) saidAt.delete(id)
    const skeletons = untold.map((one) => skeletonOf(one, now())).filter(({ id }) => !saidAt.has(id))
    await Promise.all(skeletons.map((skeleton) => log.append(skeleton)))
    for (const { id } of skeletons) saidAt.set(id, now())
    return skeletons.length
  }

  return async () => {
    const untold = await readUntold(sql)
    const said = await say(untold)
    reach('eraser.told')
    const due = await readDue(sql)
    await removeContents(store, due)
    await log.erase(due.map(({ part, key }) => ({ part, key })))
    reach('eraser.erased')
    if (due.length > 0) await noteErased(sql, due)
    return { waiting: untold.length + due.length, oldest: oldestOf([...untold, ...due]), said, erased: due.length }
  }
}

async function removeContents(store: Pick<Store, 'remove'>, due: Due[]): Promise<void> {
  for (const message of new Set(due.map((one) => one.message)))
    for (const part of ['content', 'preview'] as const) await store.remove(placeOf(message, part))
}

function oldestOf(all: { unsentAt: number | null }[]): number | null {
  const times = all.flatMap(({ unsentAt }) => unsentAt ?? [])
  return times.length === 0 ? null : Math.min(...times)
}
