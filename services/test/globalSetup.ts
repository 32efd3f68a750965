// Before all tests: the PostgreSQL they run on. DATABASE_URL names a server; without it the embedded one starts in a folder of its own.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded.ts'
import { silentLogger } from '../runtime/logger.ts'

export async function setup(project: TestProject) {
  const url = process.env.DATABASE_URL
  if (url) return project.provide('databaseUrl', url)
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-test-'))
  await chmod(folder, 0o711) // the server may run as another user
  const embedded = await startEmbedded({ folder, logger: silentLogger() })
  project.provide('databaseUrl', embedded.url)
  return async () => {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
