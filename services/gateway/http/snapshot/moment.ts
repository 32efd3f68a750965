// A snapshot: rows and checkpoints of one moment and of one projection version. The views are locked before the moment is fixed,
// so that a swap to another version waits or has happened: never rows of one version with the number of another.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Noun, Row } from '@madoguchi/contracts/row/row'
import type { Client, Pool } from '../../../db/pool.ts'
import { transaction } from '../../../db/transaction.ts'

export type Moment = {
  /** Active projection version. */
  v: number
  /** Next offset of each of the twelve partitions. */
  next: number[]
  /** Rows as a query of `id, part, rev, row` gives them. */
  rows(noun: Noun, sql: string, values: unknown[]): Promise<Row[]>
  query: Client['query']
}

const DEADLOCK = '40P01'
const TRIES = 5

export async function atOneMoment<T>(pool: Pool, run: (moment: Moment) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await read(pool, run)
    } catch (error) {
      // A swap takes the views one by one: meeting it half-way, Postgres may send one of the two off.
      if ((error as { code?: string }).code !== DEADLOCK || tried === TRIES) throw error
    }
  }
}

function read<T>(pool: Pool, run: (moment: Moment) => Promise<T>): Promise<T> {
  return transaction(
    pool,
    async (tx) => {
      await tx.query('lock table active, rm.conversation, rm.message, rm.contact, rm.member in access share mode')
      const { v, next } = await readPlace(tx)
      return run({
        v,
        next,
        query: tx.query.bind(tx),
        async rows(noun, sql, values) {
          const { rows } = await tx.query<Omit<Row, 'noun'>>(sql, values)
          return rows.map(({ id, part, rev, row }) => ({ noun, id, part, rev, row }) as Row)
        },
      })
    },
    { snapshot: true },
  )
}

async function readPlace(tx: Client): Promise<{ v: number; next: number[] }> {
  const { rows } = await tx.query<{ v: number; part: number | null; next: number | null }>({
    name: 'snapshot-place',
    text: `select a.v, c.part, c.next from active a left join checkpoint c on c.reader = 'inbox_v' || a.v
            where a.projection = 'inbox'`,
  })
  const next = Array.from({ length: PARTITIONS }, (_, part) => rows.find((row) => row.part === part)?.next ?? 0)
  return { v: rows[0]?.v ?? 1, next }
}
