// Kept data opened with another SECRET_KEY would fail later, channel by channel; this makes it fail at the start, in one line.
import type { Pool } from '../../db/pool.ts'
import { ConfigError } from '../../runtime/config.ts'
import type { Keyring } from './keyring.ts'

const PLACE = 'probe'

/** Throws ConfigError when this database was written under another key. */
export async function proveKey(pool: Pool, keyring: Keyring): Promise<void> {
  await pool.query('insert into secret_probe (sealed) values ($1) on conflict do nothing', [
    keyring.seal('madoguchi', PLACE),
  ])
  const { rows } = await pool.query<{ sealed: string }>('select sealed from secret_probe')
  try {
    keyring.open(rows[0]!.sealed, PLACE)
  } catch {
    throw new ConfigError(
      'SECRET_KEY is not the one this database was written with; without it the stored LINE credentials cannot be read',
    )
  }
}
