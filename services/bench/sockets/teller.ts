// In the projector's place: a row and its checkpoint in one transaction, then the word of it.
import type { Change as Notice } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import { clock } from './clock.ts'
import { rowAt } from './row.ts'

export type Teller = { tell(): Promise<void> }

type Deps = { pool: Pool; channel: string; part: number; heard: (notice: Notice) => void }

export async function openTeller({ pool, channel, part, heard }: Deps): Promise<Teller> {
  await pool.query(`insert into checkpoint (reader, part) values ('inbox_v1', $1)`, [part])
  const id = `${channel}:U00000000000000000000000000000001`
  let next = 0
  const save = (rev: number, row: object) =>
    transaction(pool, async (tx) => {
      await tx.query(
        `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at, status, escalated, kind, friend)
           values ($1, $2, $3, $4, $5, $3, 'resolved', false, 'user', 'friend')
           on conflict (id) do update set rev = excluded.rev, row = excluded.row, last_at = excluded.last_at`,
        [id, part, rev, JSON.stringify(row), channel],
      )
      await tx.query(`update checkpoint set next = $2 where reader = 'inbox_v1' and part = $1`, [part, rev + 1])
    })
  async function one() {
    const rev = next++
    const row = rowAt({ id, channel, part, rev, at: clock() })
    await save(rev, row.row!)
    heard({ v: 1, part, from: rev, next: rev + 1, rows: [row] })
  }
  // In turns, as a committer does: notices that overtake each other are gaps, and a gap is healed by the newest row alone.
  let before = Promise.resolve()
  return { tell: () => (before = before.then(one)) }
}
