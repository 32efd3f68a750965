// A fresh, migrated database for one benchmark: on the server of DATABASE_URL, or on an embedded one of its own.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { openPool, type Pool } from '../db/pool.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { createOwnDatabase } from '../test/ownDatabase.ts'

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

  const { url, drop } = await createOwnDatabase({ server, prefix: 'madoguchi_bench' })
  stack.add(drop)
  const pool = stack.use(openPool({ url, logger: silentLogger() }), (opened) => opened.end())
  await migrate(pool)
  return { url, pool, stop: () => stack.stop() }
}
