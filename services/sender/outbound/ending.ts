// How a message ended: written into its row first, then said on the log, then noted as said. The event's id follows from what it
// answers, so saying it twice is no news, and a crash between the three steps loses nothing.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { Sql } from '../../db/pool.ts'
import { KEY_SAFE_MS, takenBack, type Result } from '../result.ts'

/** A result that is not known to be on the log. */
export type Unreported = {
  id: string
  conversation: string
  ask: string
  result_type: string
  result: string
  at: number
}
const REPORT = `id, conversation, ask, result_type, result, floor(extract(epoch from result_at) * 1000)::bigint as at`

/** Ends a message that was claimed. Null: the claim is another's by now, and so is the result. */
export async function finish(
  sql: Sql,
  { id, attempt }: { id: string; attempt: number },
  result: Result,
): Promise<Unreported | null> {
  const { rows } = await sql.query<Unreported>({
    name: 'sender-finish',
    text: `update outbound set state = $3, result_type = $4, result = $5, result_at = clock_timestamp(), lease_until = null
            where id = $1 and attempt = $2 and state = 'sending' returning ${REPORT}`,
    values: [id, attempt, result.state, `message.${result.state}`, JSON.stringify(result.data)],
  })
  return rows[0] ?? null
}

export async function readUnreported(sql: Sql, parts: number[], limit: number): Promise<Unreported[]> {
  const { rows } = await sql.query<Unreported>({
    text: `select ${REPORT} from outbound
            where part = any($1::int[]) and result_at is not null and reported_at is null and result_type is not null
            order by result_at limit $2`,
    values: [parts, limit],
  })
  return rows
}

export async function noteReported(sql: Sql, { id, ask }: Unreported): Promise<void> {
  await sql.query({
    name: 'sender-reported',
    text: 'update outbound set reported_at = now() where id = $1 and ask = $2 and reported_at is null',
    values: [id, ask],
  })
}

/** Ends a message that is to be taken back, unless a call is in flight: that one decides first. True when it ended. */
export async function settleCancelled(sql: Sql, id: string): Promise<boolean> {
  const { rows } = await sql.query<{ attempt: number; in_doubt: boolean; key_ends: number | null }>({
    name: 'sender-cancel-look',
    text: `select attempt, in_doubt, floor(extract(epoch from first_try_at) * 1000)::bigint + ${KEY_SAFE_MS} as key_ends
             from outbound where id = $1 and cancel_asked and state = 'queued'`,
    values: [id],
  })
  const [row] = rows
  if (row === undefined) return false
  const result = takenBack({ id, inDoubt: row.in_doubt, retryUntil: row.key_ends })
  const { rowCount } = await sql.query({
    name: 'sender-cancel',
    text: `update outbound set state = $3, result_type = $4, result = $5, result_at = now()
            where id = $1 and attempt = $2 and cancel_asked and state = 'queued'`,
    values: [id, row.attempt, result.state, `message.${result.state}`, JSON.stringify(result.data)],
  })
  return rowCount === 1
}

export function eventOf({ conversation, ask, result_type: type, result, at }: Unreported): Envelope {
  return {
    id: uuidv5(ask, type),
    type,
    v: 1,
    key: conversation,
    at,
    by: 'system',
    cause: ask,
    data: JSON.parse(result),
  }
}
