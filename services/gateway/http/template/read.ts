// Templates of a channel, or of all: few enough for one page. How often and when each was last sent is counted over the conversations
// that the reader may see (TP-1), and what each said before stands in the events that changed it (TP-4).
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { Revision, Uses } from '@madoguchi/contracts/http/template'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import type { Pool } from '../../../db/pool.ts'
import { templatesKey } from '../../rooms.ts'
import { atOneMoment } from '../snapshot/moment.ts'
import { revisionsOf, type Changed } from './revisions.ts'

export function readTemplates(pool: Pool, channel: string): Promise<Snapshot> {
  return atOneMoment(pool, async ({ v, next, rows }) => {
    const part = partitionOf(templatesKey(channel))
    const sql = 'select id, part, rev, row from rm.template where channel = $1 order by id'
    return { v, cursor: { [part]: next[part]! }, rows: await rows('template', sql, [channel]) }
  })
}

/** Without those that were never sent. */
export async function readUses(pool: Pool, channel: string, visible: string[]): Promise<Uses> {
  const { rows } = await pool.query<{ id: string; used: number; last: number }>({
    name: 'template-uses',
    text: `select t.id, u.used, u.last from rm.template t cross join lateral (
             select count(*)::int as used, max(m.at) as last from rm.message m
              where m.template = t.id and split_part(m.conversation, ':', 1) = any($2::text[])) u
            where t.channel = $1 and u.used > 0`,
    values: [channel, visible],
  })
  return Object.fromEntries(rows.map(({ id, used, last }) => [id, { used, last: Number(last) }]))
}

/** null = no such template. */
export async function channelOfTemplate(pool: Pool, id: string): Promise<string | null> {
  const { rows } = await pool.query<{ row: TemplateRow }>('select row from rm.template where id = $1', [id])
  return rows[0]?.row.channel ?? null
}

/** Newest first. Without who made them: the table of events does not say. */
export async function readRevisions(pool: Pool, id: string, channel: string): Promise<Revision[]> {
  const { rows } = await pool.query<Changed>(
    `select id, off, at, raw from rm.event where message = $1 and conversation = $2 and type = 'template.changed' and raw is not null
      order by off`,
    [id, templatesKey(channel)],
  )
  return revisionsOf(rows)
}
