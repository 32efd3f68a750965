import type { Media } from '@madoguchi/contracts/row/body/media'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Pool } from '../../../db/pool.ts'

export type Found = { media: Extract<Media, { state: 'stored' }>; name: string | undefined }

/** null = nothing is kept of it: no such message, not there yet, lost, or taken back. */
export async function findMedia(pool: Pool, message: string): Promise<Found | null> {
  const { rows } = await pool.query<{ row: MessageRow | null }>({
    name: 'media-row',
    text: 'select row from rm.message where id = $1',
    values: [message],
  })
  const body = rows[0]?.row?.body
  const media = body !== undefined && 'media' in body ? body.media : undefined
  if (media?.state !== 'stored') return null
  return { media, name: body?.kind === 'file' ? body.name : undefined }
}
