// Where a content lies that LINE does not keep: read from the event's own text, since jobs carry ids and never content.
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { Sql } from '../../db/pool.ts'
import { LineTrouble } from '../ask.ts'
import type { Elsewhere } from './fetch.ts'

/** null = the event was redacted: nothing is to be fetched. Throws LineTrouble while it is no row yet. */
export async function elsewhereOf(sql: Sql, event: string): Promise<Elsewhere | null> {
  const { rows } = await sql.query<{ raw: string | null; redacted: boolean }>(
    'select raw, redacted from rm.event where id = $1',
    [event],
  )
  const [row] = rows
  if (row === undefined) throw new LineTrouble('the event is no row yet')
  if (row.redacted || row.raw === null) return null
  const provider = (JSON.parse(row.raw) as LineEvent).message?.contentProvider
  return { content: textOf(provider?.originalContentUrl), preview: textOf(provider?.previewImageUrl) }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
