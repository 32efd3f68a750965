// The table of uploads: whose an address is, what lies under it, whether anything carries it.
import type { NewUpload, UploadKind, UploadPart } from '@madoguchi/contracts/http/upload'
import type { Pool } from '../../../db/pool.ts'
import { tokensIn } from './token.ts'

/** What the bytes of a part are. */
export type Part = { type: string; bytes: number; sha256: string }

export type UploadRecord = {
  token: string
  channel: string
  agent: string
  kind: UploadKind
  name: string | null
  parts: Partial<Record<UploadPart, Part>>
  used: boolean
  gone: boolean
}

type Made = NewUpload & { token: string; agent: string; at: number }

export async function addUpload(pool: Pool, { token, channel, agent, kind, name, at }: Made): Promise<void> {
  await pool.query({
    name: 'upload-add',
    text: 'insert into upload (token, channel, agent, kind, name, at) values ($1, $2, $3, $4, $5, $6)',
    values: [token, channel, agent, kind, name ?? null, at],
  })
}

export async function findUpload(pool: Pool, token: string): Promise<UploadRecord | null> {
  const { rows } = await pool.query<UploadRecord>({
    name: 'upload-find',
    text: `select token, channel, agent, kind, name, parts, used_at is not null as used, gone_at is not null as gone
             from upload where token = $1`,
    values: [token],
  })
  return rows[0] ?? null
}

/** false = meanwhile it was used, erased or swept, and what was stored is nobody's. */
export async function recordPart(pool: Pool, token: string, part: UploadPart, is: Part): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'upload-part',
    text: `update upload set parts = parts || jsonb_build_object($2::text, $3::jsonb)
            where token = $1 and used_at is null and gone_at is null`,
    values: [token, part, JSON.stringify(is)],
  })
  return rowCount === 1
}

/** Whatever carries an address keeps it from being swept. To be awaited before the fact that carries it is on the log. */
export async function useUploads(pool: Pool, carrier: unknown, at: number): Promise<void> {
  const tokens = tokensIn(carrier)
  if (tokens.length === 0) return
  await pool.query({
    name: 'upload-use',
    text: 'update upload set used_at = $2 where token = any($1) and used_at is null',
    values: [tokens, at],
  })
}
