// What the uploads say of the addresses a note carries: ours, of this channel, whole and not erased. Anybody else's address is none:
// a note is trusted by colleagues, and a link in it leads where we say.
import type { NoteFile } from '@madoguchi/contracts/event/note'
import type { Pool } from '../../../db/pool.ts'
import { findUpload } from '../../http/upload/record.ts'
import { isToken } from '../../http/upload/token.ts'

/** By address, in order; null = it is not to be carried here. */
export type Describe = (channel: string, addresses: string[]) => Promise<(NoteFile | null)[]>

export function createDescribe({ pool, publicUrl }: { pool: Pool; publicUrl: string }): Describe {
  const base = `${publicUrl.replace(/\/$/, '')}/m/`

  async function describe(channel: string, address: string): Promise<NoteFile | null> {
    const token = address.startsWith(base) ? address.slice(base.length) : ''
    const upload = isToken(token) ? await findUpload(pool, token) : null
    const content = upload?.parts.content
    if (upload === null || content === undefined || upload.gone || upload.channel !== channel) return null
    return { address, name: upload.name ?? '', type: content.type, size: content.bytes }
  }

  return (channel, addresses) => Promise.all(addresses.map((address) => describe(channel, address)))
}
