// A broker's process: its pid lies beside its data, and only what carries its settings file on its command line is ours to end.
import { execFile, spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { LIB } from './jars.ts'

const run = promisify(execFile)
const CLASSES = join(LIB, '*')

/** Runs one of Kafka's own tools to its end; throws with what it printed. */
export async function kafkaTool(args: string[]): Promise<void> {
  await run('java', ['-cp', CLASSES, ...args]).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`${args[0]}: ${error.stdout ?? ''}${error.stderr ?? error.message}`)
  })
}

const pidFile = (folder: string) => join(folder, 'broker.pid')
const propertiesFile = (folder: string) => join(folder, 'server.properties')

/** The pid of the broker of this folder if it lives, else null. A pid that the system has given to another process does not count. */
export async function livingPid(folder: string): Promise<number | null> {
  if (!existsSync(pidFile(folder))) return null
  const pid = Number(await readFile(pidFile(folder), 'utf8'))
  const { stdout } = await run('ps', ['-o', 'stat=,args=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes(propertiesFile(folder)) && !stdout.startsWith('Z') ? pid : null
}

/** Detached: it outlives who started it. Resolves when the broker serves; throws with its last lines when it ends or takes over 60 s. */
export async function startBroker(folder: string): Promise<void> {
  const logFile = join(folder, 'broker.log')
  const out = openSync(logFile, 'w')
  const memory = ['-Xms256m', '-Xmx512m', '-XX:+UseG1GC']
  const child = spawn('java', [...memory, '-cp', CLASSES, 'kafka.Kafka', propertiesFile(folder)], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', out, out],
  })
  let gone = ''
  child.once('error', (error) => (gone = error.message))
  child.once('exit', (code) => (gone = `ended with ${code}`))
  if (child.pid !== undefined) await writeFile(pidFile(folder), String(child.pid))
  child.unref()
  for (let tries = 0; tries < 600; tries += 1) {
    const said = await readFile(logFile, 'utf8')
    if (said.includes('Kafka Server started')) return
    if (gone !== '') throw new Error(`Kafka broker ${gone}:\n${said.slice(-2_000)}`)
    await wait(100)
  }
  throw new Error(`Kafka broker did not start within 60 s:\n${(await readFile(logFile, 'utf8')).slice(-2_000)}`)
}

/** SIGTERM, after 20 s SIGKILL. Resolves when the process is gone; nothing happens when there is none. */
export async function stopBroker(folder: string): Promise<void> {
  const pid = await livingPid(folder)
  if (pid !== null) process.kill(pid, 'SIGTERM')
  for (let tries = 0; (await livingPid(folder)) !== null; tries += 1) {
    if (tries === 200) process.kill(pid!, 'SIGKILL')
    await wait(100)
  }
  await rm(pidFile(folder), { force: true })
}
