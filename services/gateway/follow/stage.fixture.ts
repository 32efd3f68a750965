// The tables and who writes them, for the live-update check: the real projector, its notices handed on, and a second projection
// version that can take the first one's place.
import type { Change as Notice } from '@madoguchi/contracts/row/row'
import type { Bus } from '../../bus/bus.ts'
import { transaction } from '../../db/transaction.ts'
import type { Rec } from '../../log/log.ts'
import type { Applied } from '../../projector/commit/apply.ts'
import { createCommitter } from '../../projector/commit/committer.ts'
import type { Project } from '../../projector/commit/fold.ts'
import { openRows } from '../../projector/commit/rebuild.fixture.ts'
import { project } from '../../projector/project/project.ts'
import type { Write } from '../../projector/project/placed.ts'
import { publish } from '../../projector/publish.ts'
import { finishSchema, point } from '../../projector/schema.ts'
import { trySwap } from '../../projector/swap.ts'
import { readerName } from '../../projector/version.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** The first version says so in its rows: what a browser shows after the swap cannot pass for the second one's. */
const first: Project = (placed, held) =>
  project(placed, held).map((write) => ({ ...write, row: { ...write.row, written: 'v1' } }) as unknown as Write)

export async function openStage() {
  const rows = await openRows()
  const { pool } = rows
  await finishSchema(pool, 2)
  let active = 1
  let past: Rec[] = []

  function projector(v: number, told: (notice: Notice) => void) {
    const bus = { publish: (_topic, notice) => told(notice as Notice) } as Pick<Bus, 'publish'> as Bus
    const deps = { pool, reader: readerName(v), onApplied: (applied: Applied) => publish(bus, v, applied) }
    const commit = createCommitter({ ...deps, ...(v === 1 && { project: first }) })
    return async (records: Rec[]) => {
      const parts = Map.groupBy(records, ({ part }) => part)
      await Promise.all([...parts].map(([part, own]) => commit({ part, records: own })))
    }
  }

  return {
    pool,
    /** Nothing was said yet, and version 1 is read. `told` hears what the projectors publish. */
    async begin(told: (notice: Notice) => void) {
      await rows.empty('inbox_v1', 'inbox_v2')
      if (active === 2) await transaction(pool, (tx) => point(tx, 1))
      active = 1
      past = []
      const projectors = [projector(1, told), projector(2, told)]
      return {
        async commit(records: Rec[]) {
          await projectors[active - 1]!(records)
          past.push(...records)
        },
        /** Another version is built from all that was said, and read from now on. */
        async swap() {
          if (active === 2) return
          await projectors[1]!(past)
          if (!(await trySwap(pool, 2))) throw new Error('the swap has to wait, with nobody writing')
          active = 2
        },
      }
    },
    stop: rows.stop,
  }
}
