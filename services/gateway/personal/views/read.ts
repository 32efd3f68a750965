// Saved views as agents have them: their own, and those shared in the channels they may see.
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import type { Sql } from '../../../db/pool.ts'

type Stored = { agent: string; channel: string | null; shared: boolean; row: SavedView }

const WHICH = `row is not null and (channel is null or channel = any($2)) and (agent = any($1) or shared)`

/** In their order. */
export async function readViews(sql: Sql, agent: string, channels: string[]): Promise<SavedView[]> {
  return viewsOf(await readStored(sql, [agent], channels), agent, channels)
}

/** Of several agents at once: who sees which is said by `viewsOf`. */
export async function readStored(sql: Sql, agents: string[], channels: string[]): Promise<Stored[]> {
  const { rows } = await sql.query<Stored>({
    name: 'views-read',
    text: `select agent, channel, shared, row from saved_view where ${WHICH}`,
    values: [agents, channels],
  })
  return rows
}

export function viewsOf(stored: readonly Stored[], agent: string, channels: readonly string[]): SavedView[] {
  return stored
    .filter((one) => one.channel === null || channels.includes(one.channel))
    .filter((one) => one.shared || one.agent === agent)
    .map(({ row }) => row)
    .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : Number(a.name > b.name)) || (a.id < b.id ? -1 : 1))
}
