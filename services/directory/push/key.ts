// The key pair by which push services know this house (RFC 8292): made once, its private half sealed.
import { createECDH } from 'node:crypto'
import type { Pool } from '../../db/pool.ts'
import type { Keyring } from '../secret/keyring.ts'

/** Both base64url, as browsers and push services want them. */
export type PushKey = { publicKey: string; privateKey: string }

const PLACE = 'push key'

/** Node leaves out leading zeros, readers want all 32 bytes. */
const whole = (secret: Buffer): Buffer => Buffer.concat([Buffer.alloc(32 - secret.length), secret])

/** Of two processes that make one at once, both get the first. */
export async function pushKey(pool: Pool, keyring: Keyring): Promise<PushKey> {
  const found = await stored(pool, keyring)
  if (found !== null) return found
  const made = createECDH('prime256v1')
  made.generateKeys()
  await pool.query('insert into push_key (public, sealed) values ($1, $2) on conflict do nothing', [
    made.getPublicKey('base64url'),
    keyring.seal(whole(made.getPrivateKey()).toString('base64url'), PLACE),
  ])
  return (await stored(pool, keyring))!
}

async function stored(pool: Pool, keyring: Keyring): Promise<PushKey | null> {
  const { rows } = await pool.query<{ public: string; sealed: string }>('select public, sealed from push_key')
  const [row] = rows
  return row === undefined ? null : { publicKey: row.public, privateKey: keyring.open(row.sealed, PLACE) }
}
