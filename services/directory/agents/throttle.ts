// Guessing costs time: after some free tries each further one doubles the wait, by e-mail and by address. It is counted in
// Postgres before the password is looked at, so that parallel guesses through several gateways do not slip past it.
import type { Pool } from '../../db/pool.ts'
import type { Keyring } from '../secret/keyring.ts'

// 50 by address: a whole office behind one router mistypes on the same morning. The caps bound what a stranger can do to
// somebody else's sign-in: about 300 guesses a day at one e-mail, and five minutes' wait for its owner.
const EMAIL = { free: 5, capMs: 5 * 60_000 }
const ADDRESS = { free: 50, capMs: 60_000 }
const FIRST_MS = 1_000
const FORGET_MS = 60 * 60_000

export type Throttle = {
  /** Counts a guess; null = go on, else milliseconds to wait. */
  take(email: string, address: string, now: number): Promise<number | null>
  /** The password was right: its e-mail begins anew, and the address gets its try back. */
  forgive(email: string, address: string): Promise<void>
  sweep(now: number): Promise<void>
}

export function createThrottle({ pool, keyring }: { pool: Pool; keyring: Keyring }): Throttle {
  const byEmail = (email: string) => `email:${keyring.digest(email)}`
  const byAddress = (address: string) => `address:${address}`

  async function count(subject: string, { free, capMs }: typeof EMAIL, now: number): Promise<number | null> {
    const { rowCount } = await pool.query(
      `insert into guess as g (subject, failures, last_at, until) values ($1, 1, $2, 0)
       on conflict (subject) do update set
         failures = case when g.last_at < $2 - $3::bigint then 1 else g.failures + 1 end,
         last_at = $2,
         until = case when g.last_at < $2 - $3::bigint or g.failures + 1 < $4::int then 0
                      else $2 + least($5::bigint, $6::bigint * 2 ^ least(30, g.failures + 1 - $4::int)) end
       where g.until <= $2`,
      [subject, now, FORGET_MS, free, capMs, FIRST_MS],
    )
    if (rowCount === 1) return null
    const { rows } = await pool.query<{ until: number }>('select until from guess where subject = $1', [subject])
    return Math.max(1, (rows[0]?.until ?? now) - now)
  }

  return {
    take: async (email, address, now) =>
      (await count(byAddress(address), ADDRESS, now)) ?? (await count(byEmail(email), EMAIL, now)),
    async forgive(email, address) {
      await pool.query('delete from guess where subject = $1', [byEmail(email)])
      await pool.query('update guess set failures = greatest(failures - 1, 0), until = 0 where subject = $1', [
        byAddress(address),
      ])
    },
    async sweep(now) {
      await pool.query('delete from guess where last_at < $1', [now - FORGET_MS])
    },
  }
}
