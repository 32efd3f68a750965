// Sign-in by e-mail and password. A wrong password, an unknown e-mail and an agent who may not sign in get one answer, after the
// same work.
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import { note } from '../audit.ts'
import type { Image } from '../image.ts'
import { openSession } from '../sessions/sessions.ts'
import { normalEmail } from './email.ts'
import { passwordFits } from './password.ts'
import type { Throttle } from './throttle.ts'

export type SignedIn =
  | { ok: true; token: string; agent: string }
  | { ok: false; code: 'wrong' }
  | { ok: false; code: 'too_many'; waitMs: number }

type Deps = { pool: Pool; image: Image; throttle: Throttle; now: () => number }
type Known = { id: string; password: string | null; active: boolean }

export function createSignIn({ pool, image, throttle, now }: Deps) {
  return async (given: { email: string; password: string; address: string }): Promise<SignedIn> => {
    const email = normalEmail(given.email)
    const waitMs = await throttle.take(email, given.address, now())
    if (waitMs !== null) return { ok: false, code: 'too_many', waitMs }
    const { rows } = await pool.query<Known>('select id, password, active from agent where email = $1', [email])
    const agent = rows[0]
    const kept = agent?.active ? agent.password : null
    if (await passwordFits(kept, given.password)) return open({ id: agent!.id, password: kept }, email, given.address)
    const subject = agent ? { subject: agent.id } : {} // what was typed as an e-mail is not kept: it may be a password
    await note(pool, now(), { by: 'unknown', address: given.address }, { what: 'session.refused', ...subject })
    return { ok: false, code: 'wrong' }
  }

  async function open(agent: { id: string; password: string | null }, email: string, address: string) {
    const token = await transaction(pool, async (tx) => {
      // Switched off, or given a new password, while this one was being checked: no session.
      const still = 'select from agent where id = $1 and active and password = $2 for share'
      const { rowCount } = await tx.query(still, [agent.id, agent.password])
      return rowCount === 1 ? openSession(tx, agent.id, address, now()) : null
    })
    if (token === null) return { ok: false, code: 'wrong' } as const
    await throttle.forgive(email, address)
    await throttle.sweep(now())
    if (!image.agents.has(agent.id)) await image.refresh() // made a moment ago by another process
    return { ok: true, token, agent: agent.id } as const
  }
}
