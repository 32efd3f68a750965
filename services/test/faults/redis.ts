// A Redis of a check's own behind a proxy. It keeps nothing on disk: killed and started again it is empty.
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { freePort } from '../child.ts'
import type { FaultyEngine } from './engine.ts'
import { startProxy } from './proxy.ts'

export type FaultyRedis = FaultyEngine

/** Path of redis-server, or null where none is installed. */
export const findRedis = (): string | null =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find(isProgram) ?? null

export async function startFaultyRedis(): Promise<FaultyRedis> {
  const program = findRedis()
  if (program === null) throw new Error('redis-server is not installed')
  const port = await freePort()
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no']
  let child = await begin(program, args)
  const proxy = await startProxy({ to: { port } })
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await gone
  }
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    proxy,
    kill: end,
    start: async () => void (child = await begin(program, args)),
    signal: (name) => void child.kill(name),
    async stop() {
      await end()
      await proxy.stop()
    },
  }
}

function begin(program: string, args: string[]): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' })
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ready to accept connections')) resolve(child)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)))
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
