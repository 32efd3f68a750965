// A PostgreSQL of a check's own behind a proxy, that can be killed, stopped, continued and started again on its data.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive, startEmbedded } from '../../db/embedded.ts'
import { chooseHome } from '../../db/embeddedHome.ts'
import { migrate } from '../../db/migrate.ts'
import { openPool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { below, signalTree } from './processes.ts'
import type { FaultyEngine } from './engine.ts'
import { startProxy } from './proxy.ts'

export type FaultyPostgres = FaultyEngine

/** Migrated. The proxy's port never changes, the server's own may. */
export async function startFaultyPostgres({ migrated = true } = {}): Promise<FaultyPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-postgres-'))
  await chmod(folder, 0o711)
  const begin = () => startEmbedded({ folder, logger: silentLogger() })
  let server = await begin()
  let pid = await pidOf(folder)
  const proxy = await startProxy({ to: () => ({ port: Number(new URL(server.url).port) }) })
  const url = Object.assign(new URL(server.url), { port: String(proxy.port) }).href
  if (migrated) {
    const pool = openPool({ url, logger: silentLogger() })
    await migrate(pool)
    await pool.end()
  }
  return {
    url,
    proxy,
    async kill() {
      const all = [pid, ...below(pid)]
      signalTree(pid, 'SIGKILL')
      while (all.some(isAlive)) await wait(20)
    },
    async start() {
      server = await begin()
      pid = await pidOf(folder)
    },
    signal: (name) => signalTree(pid, name),
    async stop() {
      signalTree(pid, 'SIGCONT')
      await server.stop().catch(() => undefined) // a killed one has nothing to stop
      await proxy.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function pidOf(folder: string): Promise<number> {
  const { data } = await chooseHome(folder)
  return Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
}
