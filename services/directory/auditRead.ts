// The audit, newest first, by filters that combine. It names things and settings, never text or a secret: what is written there is.
import type { AuditEntry } from '@madoguchi/contracts/http/people'
import type { Pool } from '../db/pool.ts'

/** `what`: the beginning of a word, e.g. `agent.`; `before`: only older ones than this id. */
export type AuditFilter = { by?: string; what?: string; subject?: string; from?: number; to?: number; before?: number }

export async function readAudit(pool: Pool, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const { by, what, subject, from, to, before } = filter
  const { rows } = await pool.query<AuditEntry>(
    `select id, at, by, address, what, subject, detail from audit
      where ($1::text is null or by = $1) and ($2::text is null or starts_with(what, $2)) and ($3::text is null or subject = $3)
        and ($4::bigint is null or at >= $4) and ($5::bigint is null or at < $5) and ($6::bigint is null or id < $6)
      order by id desc limit $7`,
    [by ?? null, what ?? null, subject ?? null, from ?? null, to ?? null, before ?? null, limit],
  )
  return rows
}
