// A fresh, migrated database for one test file: on the server of DATABASE_URL, or on the embedded one that globalSetup started.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { openPool, type Pool } from '../db/pool.ts'
import { silentLogger } from '../runtime/logger.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}

export type TestDatabase = { url: string; pool: Pool; stop(): Promise<void> }

export async function openTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const server = inject('databaseUrl')
  const name = `madoguchi_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const pool = openPool({ url, logger: silentLogger() })
  if (migrated) await migrate(pool)
  return {
    url,
    pool,
    async stop() {
      await pool.end()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
