// A channel of a hundred thousand conversations, by copies of one of them that the projector itself has made, all quieter than what is there.
import { startEmbedded } from '../../services/db/embedded.ts'
import { openPool } from '../../services/db/pool.ts'
import { silentLogger } from '../../services/runtime/logger.ts'

export const MANY = 100_000
/** One a minute: ten weeks of them. */
const STEP_MS = 60_000
export const nameOf = (i: number) => `客 ${String(i).padStart(6, '0')}`

/** Number i of them is called `nameOf(i)` and was last heard of i minutes before the quietest that is there. */
export async function fillConversations(folder: string, channel: string): Promise<void> {
  const { url, stop } = await startEmbedded({ folder, logger: silentLogger(), share: true })
  const client = openPool({ url, max: 1, answerMs: 120_000, logger: silentLogger() })
  try {
    const schema = (await client.query<{ v: number }>(`select v from active where projection = 'inbox'`)).rows[0]!.v
    const table = `inbox_v${schema}.conversation`
    const model = `select * from ${table} where channel = $1 and kind = 'user' and last_at is not null order by last_at limit 1`
    await client.query(
      `insert into ${table}
       select one.*
         from (${model}) m cross join generate_series(1, $2::int) i
         cross join lateral (select m.last_at - i * ${STEP_MS}::bigint as at) t
         cross join lateral jsonb_populate_record(null::${table}, to_jsonb(m) || jsonb_build_object(
           'id', $1 || ':many' || i, 'rev', 0, 'last_at', t.at,
           'row', m.row || jsonb_build_object('lastAt', t.at, 'lineId', 'many' || i, 'name', '客 ' || lpad(i::text, 6, '0')))) one`,
      [channel, MANY],
    )
    await client.query(`analyze ${table}`)
  } finally {
    await client.end()
    await stop()
  }
}
