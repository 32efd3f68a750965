// What was done, by whom, when and from where. Append-only (the table refuses anything else). It names things and settings,
// never a message's text, a password or a credential.
import type { Sql } from '../db/pool.ts'

/** `by`: agent id, or 'system' for the command line and the services. `address`: null when nobody came over the network. */
export type Actor = { by: string; address: string | null }
export const SYSTEM: Actor = { by: 'system', address: null }

export type Entry = { what: string; subject?: string; detail?: Record<string, unknown> }

export async function note(sql: Sql, now: number, actor: Actor, { what, subject, detail }: Entry): Promise<void> {
  await sql.query('insert into audit (at, by, address, what, subject, detail) values ($1, $2, $3, $4, $5, $6)', [
    now,
    actor.by,
    actor.address,
    what,
    subject ?? null,
    detail === undefined ? null : JSON.stringify(detail),
  ])
}
