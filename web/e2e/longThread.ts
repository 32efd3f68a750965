// A conversation of twenty thousand items, by copies of one message of it that the projector itself has made, all before what is there.
import { startEmbedded } from '../../services/db/embedded.ts'
import { openPool } from '../../services/db/pool.ts'
import { silentLogger } from '../../services/runtime/logger.ts'

export const LONG = 20_000
/** One in twenty minutes: nine months. */
const STEP_MS = 20 * 60_000
export const idOf = (channel: string, i: number) => `${channel}:long${i}`

/** What LINE would call item i, had we sent it. */
export const lineIdOf = (channel: string, i: number) => `${channel}:46${i}`

/** Item i of them says `line <i>`; returns when the first of them was said. */
export async function fillThread(folder: string, conversation: string): Promise<number> {
  const { url, stop } = await startEmbedded({ folder, logger: silentLogger(), share: true })
  const client = openPool({ url, max: 1, answerMs: 120_000, logger: silentLogger() })
  try {
    const model = `select * from rm.message where conversation = $1 and row->'body'->>'kind' = 'text' order by at limit 1`
    const { rows } = await client.query<{ at: string }>(model, [conversation])
    const t0 = Number(rows[0]!.at) - LONG * STEP_MS
    const schema = (await client.query<{ v: number }>(`select v from active where projection = 'inbox'`)).rows[0]!.v
    await client.query(
      `insert into inbox_v${schema}.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers, line_ids)
       select split_part(m.conversation, ':', 1) || ':long' || i, m.part, 0,
              m.row || jsonb_build_object('at', t.at, 'event', t.event, 'place', 0, 'countable', false,
                'body', jsonb_build_object('kind', 'text', 'text', 'line ' || i), 'preview', jsonb_build_object('kind', 'text', 'text', 'line ' || i)),
              m.conversation, t.at, t.event, 0, false, true, false, false, jsonb_build_array('46' || i)
         from (${model}) m cross join generate_series(0, $2::int - 1) i
         cross join lateral (select $3::bigint + i * ${STEP_MS}::bigint as at, 'long' || lpad(i::text, 6, '0') as event) t`,
      [conversation, LONG, t0],
    )
    // As the server's own housekeeping would have by the time a thread has grown so long.
    await client.query(`analyze inbox_v${schema}.message`)
    return t0
  } finally {
    await client.end()
    await stop()
  }
}
