// A page of what is found, all of one moment.
import type { SearchPage } from '@madoguchi/contracts/http/search'
import type { Sql } from '../../../db/pool.ts'
import { searchCursor, type Asked } from './asked.ts'
import { findNames } from './names.ts'
import type { Shares } from './shares.ts'
import { showTexts } from './show.ts'
import { findTexts } from './texts.ts'

export const NOTHING_FOUND = { names: [], texts: [], after: null }

export async function readSearch(sql: Sql, wish: Asked & { channels: string[] }, shares: Shares): Promise<SearchPage> {
  const behind = await readBehind(sql)
  const names = wish.names ? await findNames(sql, wish) : []
  if (!wish.texts) return { ...NOTHING_FOUND, names, behind }
  const { hits, after } = await findTexts(sql, wish, shares)
  const texts = await showTexts(sql, hits, wish.words)
  return { names, texts, after: after && searchCursor(after), behind }
}

/** Events that the rows of the screen have and the index has not: nobody has told the gateway how long the log is. */
async function readBehind(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ behind: number }>(
    `with reading as (select projection || '_v' || v as reader, projection from active)
     select coalesce(sum(greatest(0, i.next - coalesce(s.next, 0))), 0)::bigint as behind
       from reading a join checkpoint i on i.reader = a.reader and a.projection = 'inbox'
       left join reading b on b.projection = 'search'
       left join checkpoint s on s.reader = b.reader and s.part = i.part`,
  )
  return rows[0]!.behind
}
