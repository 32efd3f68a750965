// A fresh, migrated database for one benchmark: on the server of DATABASE_URL, or on an embedded one of its own.
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { openPool, type Pool } from '../db/pool.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createStack } from '../runtime/lifecycle.ts'

export type BenchDatabase = { url: string; pool: Pool; stop(): Promise<void> }

export async function openBenchDatabase(): Promise<BenchDatabase> {
  const stack = createStack()
  const server = process.env.DATABASE_URL ?? (await embedded())

  async function embedded(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'madoguchi-bench-'))
    stack.add(() => rm(folder, { recursive: true, force: true }))
    await chmod(folder, 0o711)
    return stack.use(await startEmbedded({ folder, logger: silentLogger() }), (opened) => opened.stop()).url
  }
  async function onServer(sql: string) {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }

  const name = `madoguchi_bench_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  stack.add(() => onServer(`drop database ${name} with (force)`))
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const pool = stack.use(openPool({ url, logger: silentLogger() }), (opened) => opened.end())
  await migrate(pool)
  return { url, pool, stop: () => stack.stop() }
}
