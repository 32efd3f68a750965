// A fresh, migrated database for one test file: on the server of DATABASE_URL, or on the embedded one that globalSetup started.
import { inject } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { openPool, type Pool } from '../db/pool.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createOwnDatabase } from './ownDatabase.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}

export type TestDatabase = { url: string; pool: Pool; stop(): Promise<void> }

export async function openTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { url, drop } = await createOwnDatabase({ server: inject('databaseUrl'), prefix: 'madoguchi_test' })
  const pool = openPool({ url, logger: silentLogger() })
  if (migrated) await migrate(pool)
  return {
    url,
    pool,
    async stop() {
      await pool.end()
      await drop()
    },
  }
}
