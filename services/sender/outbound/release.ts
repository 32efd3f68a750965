// Giving a claimed message back without a result.
import type { Sql } from '../../db/pool.ts'
import type { Claimed } from './claim.ts'
import { EXPIRES_MS } from '../decide.ts'
import { settleCancelled } from './ending.ts'

/**
 * It will be tried again in `afterMs`, or when its time is over, if that is sooner. `doubt`: LINE may have it. True when an agent
 * took it back meanwhile and it has ended instead.
 */
export async function release(
  sql: Sql,
  { id, attempt }: Claimed,
  { afterMs, doubt }: { afterMs: number; doubt: boolean },
): Promise<boolean> {
  const { rows } = await sql.query<{ cancel_asked: boolean }>({
    name: 'sender-release',
    text: `update outbound set state = 'queued', lease_until = null, in_doubt = in_doubt or $4::boolean,
             due_at = now() + least($3::float8, greatest(0, $5 + 50 - extract(epoch from now() - asked_at) * 1000)) * interval '1 ms',
             doubt_since = case when $4::boolean then coalesce(doubt_since, now()) else doubt_since end
           where id = $1 and attempt = $2 and state = 'sending' returning cancel_asked`,
    values: [id, attempt, afterMs, doubt, EXPIRES_MS],
  })
  return rows[0]?.cancel_asked === true && settleCancelled(sql, id)
}

/** As if it had not been claimed: no call was made. */
export async function putBack(sql: Sql, { id, attempt, first }: Claimed, afterMs: number): Promise<boolean> {
  const { rows } = await sql.query<{ cancel_asked: boolean }>({
    name: 'sender-put-back',
    text: `update outbound set state = 'queued', lease_until = null, tries = tries - 1,
             first_try_at = case when $4::boolean then null else first_try_at end,
             due_at = now() + least($3::float8, greatest(0, $5 + 50 - extract(epoch from now() - asked_at) * 1000)) * interval '1 ms'
           where id = $1 and attempt = $2 and state = 'sending' returning cancel_asked`,
    values: [id, attempt, afterMs, first, EXPIRES_MS],
  })
  return rows[0]?.cancel_asked === true && settleCancelled(sql, id)
}

/** The reply certainly was not sent: what follows is a push under the message's key. False: the claim is another's by now. */
export async function turnToPush(sql: Sql, { id, attempt }: Claimed): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'sender-to-push',
    text: "update outbound set via = 'push' where id = $1 and attempt = $2 and state = 'sending'",
    values: [id, attempt],
  })
  return rowCount === 1
}
