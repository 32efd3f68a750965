// What one agent was told of lately, of conversations they may still read.
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../../db/pool.ts'
import { atOneMoment } from './moment.ts'

export const NOTICES = 100

const LATEST = `select id, part, rev, row from rm.notice where agent = $1 and row is not null order by at desc, id limit $2`

export function readNotices(pool: Pool, agent: string, mayRead: (channel: string) => boolean): Promise<Snapshot> {
  return atOneMoment(pool, async ({ v, next, rows }) => {
    const found = (await rows('notice', LATEST, [agent, NOTICES])) as RowOf<'notice'>[]
    return { v, cursor: Object.fromEntries(next.entries()), rows: found.filter(({ row }) => mayRead(row!.channel)) }
  })
}
