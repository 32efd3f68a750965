// Roles as processes of their own, for scenes in which one is killed.
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

export type Child = {
  name: string
  pid: number
  url: string
  /** What it printed so far, both streams. */
  output(): string
  /** Resolves with the exit code (null after a signal that it did not handle). */
  exited: Promise<number | null>
  kill(signal?: NodeJS.Signals): Promise<number | null>
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

type Start = { args: string[]; env: Record<string, string>; ready: RegExp; withinMs?: number }

/** Starts `main.ts <args>` with exactly these settings and waits until it says it is ready; one that does not is ended. */
export async function startChild({ args, env, ready, withinMs = 60_000 }: Start): Promise<Child> {
  const port = env.PORT ?? String(await freePort())
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG, ...env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await untilReady(child, ready, () => output, { name: args.join(' '), withinMs }).catch(async (error: unknown) => {
    child.kill('SIGKILL')
    await exited
    throw error
  })
  return {
    name: args[0] ?? '',
    pid: child.pid!,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    exited,
    async kill(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return exited
    },
  }
}

type Wait = { name: string; withinMs: number }

function untilReady(child: ChildProcess, ready: RegExp, output: () => string, wait: Wait): Promise<void> {
  const { name, withinMs } = wait
  return new Promise((resolve, reject) => {
    const look = () => {
      if (ready.test(output())) done(resolve)
    }
    const gone = (code: number | null) => done(() => reject(new Error(`${name} ended with ${code}: ${output()}`)))
    const overdue = () => done(() => reject(new Error(`${name} was not ready in ${withinMs} ms: ${output()}`)))
    const late = setTimeout(overdue, withinMs)
    const done = (then: () => void) => {
      clearTimeout(late)
      child.stdout?.off('data', look)
      child.off('exit', gone)
      then()
    }
    child.stdout?.on('data', look)
    child.once('exit', gone)
  })
}
