// `main.ts all` as `npm start` runs it, in a folder that is kept between two starts.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../../runtime/lifecycle.ts'
import { freePort, startChild, type Child } from '../../test/child.ts'

/** The third of the lines it says. */
const READY = /^Phone .*\n/m

export async function openFolder(stack: Stack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-bench-'))
  stack.add(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o711) // PostgreSQL may run as another user
  return folder
}

/** `env`: engines, if they are not embedded. Resolves when the three lines are said. */
export async function startAll(folder: string, env: Record<string, string> = {}): Promise<Child> {
  const settings = { ...env, DATA_DIR: folder, DEMO: '1', SIMULATOR_PORT: String(await freePort()) }
  return startChild({ args: ['all'], env: settings, ready: READY })
}
