// Processes of one reader that are killed at random and followed by new ones: what they have applied is in `seen`.
import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from '../../db/pool.ts'
import type { Dice } from '../../test/check/dice.ts'
import type { ProcessArgs } from '../process.fixture.ts'
import { spawnReader, subscribed } from '../stage.fixture.ts'

export type Readers = {
  kills(): number
  /** No more kills from now on; those that run go on reading. */
  calm(): Promise<void>
  stop(): void
}

type Deps = { args: Omit<ProcessArgs, 'by'>; count: number; everyMs: [number, number]; dice: Dice }

export async function startReaders({ args, count, everyMs, dice }: Deps): Promise<Readers> {
  const children: ChildProcess[] = []
  const calm = new AbortController()
  let [kills, born] = [0, 0]
  const start = async () => {
    const child = spawnReader({ ...args, by: `process ${(born += 1)}` })
    children.push(child)
    await subscribed(child)
  }
  for (let i = 0; i < count; i += 1) await start()

  async function killing() {
    for (;;) {
      await wait(dice.between(...everyMs), undefined, { signal: calm.signal }).catch(() => undefined)
      if (calm.signal.aborted) return
      const [victim] = children.splice(dice.int(children.length), 1)
      victim!.kill('SIGKILL')
      kills += 1
      await start()
    }
  }

  const killed = killing()
  return {
    kills: () => kills,
    async calm() {
      calm.abort()
      await killed
    },
    stop: () => children.forEach((child) => child.kill('SIGKILL')),
  }
}

export type Applied = { next: Map<number, number>; count: number; gaps: number }

/** How far the reader is, what it has applied, and how often one did not follow the one before in its partition. */
export async function appliedOf(pool: Pool, reader: string): Promise<Applied> {
  const { rows } = await pool.query<{ part: number; next: number; count: number; gaps: number }>(
    `select part, max(off) + 1 as next, count(*) as count, count(*) filter (where off <> before + 1) as gaps
       from (select part, off, coalesce(lag(off) over (partition by part order by n), -1) as before
               from seen where reader = $1) s group by part`,
    [reader],
  )
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    next: new Map(rows.map((row) => [row.part, row.next])),
    count: sum((row) => row.count),
    gaps: sum((row) => row.gaps),
  }
}

/** Milliseconds from the log's clock to the reader's transaction: median, 99 %, the longest. */
export async function delaysOf(pool: Pool, reader: string): Promise<number[]> {
  const { rows } = await pool.query<{ delays: number[] }>(
    `select percentile_disc(array[0.5, 0.99, 1]) within group (order by delay) as delays from seen where reader = $1`,
    [reader],
  )
  return rows[0]!.delays
}
