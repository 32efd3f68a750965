// The word in a conversation, which all gateways share: who is about to say something takes it from what they knew to be the last thing
// said. Whoever finds that a colleague has taken it meanwhile, at whichever gateway, decides again.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Pool } from '../../../db/pool.ts'

const TAKE = `insert into last_said as held (conversation, event, agent, at) values ($1, $2, $3, $4)
  on conflict (conversation) do update set event = excluded.event, agent = excluded.agent, at = excluded.at, since = now()
  where $6 or held.event is not distinct from $5`

/** `from`: the event known to be the last, null = none; undefined = whatever it is. False = it is another by now. */
export async function takeWord(pool: Pool, event: Envelope, from: string | null | undefined): Promise<boolean> {
  const { id, key, by, at } = event
  const values = [key, id, by, at, from ?? null, from === undefined]
  const { rowCount } = await pool.query({ name: 'command-word', text: TAKE, values })
  return rowCount === 1
}
