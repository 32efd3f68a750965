// Madoguchi's own processes for a benchmark: everything in one, or each role its own where the engines are real. LINE is the
// simulator, in the benchmark's process.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../../runtime/lifecycle.ts'
import { startSimulator } from '../../simulator/start.ts'
import { freePort, startChild } from '../../test/child.ts'
import { SECRET_KEY } from './desk.ts'
import type { Engines } from './engines.ts'

export type Addresses = { ingest: string; gateway: string }

const APART = ['ingest', 'projector', 'sender', 'fetcher', 'gateway']

/** Whether the engines that the environment names let roles run apart: a log and a bus between processes. */
export const isApart = ({ kafka, redisUrl }: Pick<Engines, 'kafka' | 'redisUrl'>): boolean =>
  kafka !== null && redisUrl !== null

export async function startRoles(stack: Stack, engines: Engines): Promise<Addresses> {
  const simulator = stack.use(await startSimulator({ port: 0 }), (opened) => opened.stop())
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-bench-'))
  stack.add(() => rm(folder, { recursive: true, force: true }))
  const env = { ...engines.env, DATA_DIR: folder, SECRET_KEY, LINE_API_URL: simulator.url, DEMO: '0' }
  const start = async (role: string) => {
    const ready = role === 'all' ? /^Sign in/m : /ready on/
    const port = String(await freePort())
    const more = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` }
    const child = await startChild({ args: [role], env: { ...env, ...more }, ready })
    stack.add(() => child.kill('SIGKILL').then(() => undefined))
    return [role, child.url] as const
  }
  const urls = new Map(await Promise.all((isApart(engines) ? APART : ['all']).map(start)))
  const of = (role: string) => urls.get(role) ?? urls.get('all')!
  return { ingest: of('ingest'), gateway: of('gateway') }
}
