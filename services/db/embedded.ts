// The embedded default: real PostgreSQL from the npm package's binaries, data in a folder of ours, 127.0.0.1 only.
// We run its pg_ctl ourselves: the package's own class keeps the server in our process group, where Ctrl-C stops it before
// the services have drained, and hooks the exit of the process. pg_ctl gives the server a session of its own.
// After a SIGKILL of ours the server lives on; the next start adopts it.
import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Logger } from '../runtime/logger.ts'
import { chooseHome, type Home } from './embeddedHome.ts'
import { chown, run } from './embeddedRun.ts'

export type Embedded = { url: string; stop(): Promise<void> }
/** Beside the data: how to reach the server, and who runs it. */
type Known = { port: number; password: string; owner: number }

/** Another process of ours lives on this folder. */
export class FolderInUse extends Error {}

type Deps = { folder: string; logger: Logger; share?: boolean }

/**
 * `folder`: the data folder (DATA_DIR). First start about 1.5 s, later ones 0.2 s. Errors carry the server's last log lines.
 * `share`: a server that another process of ours runs is used and left running, as an operator's command wants it.
 */
export async function startEmbedded({ folder, logger, share = false }: Deps): Promise<Embedded> {
  await mkdir(folder, { recursive: true })
  const home = await chooseHome(folder)
  const file = join(folder, 'postgres.json')
  const before = await readKnown(file)
  const running = before !== null && (await isRunning(home))
  const owned = running && before.owner !== process.pid && isAlive(before.owner)
  if (owned && share) return { url: urlOf(before), stop: () => Promise.resolve() }
  if (owned)
    throw new FolderInUse(`DATA_DIR ${folder} is in use by process ${before.owner}; stop it or name another folder`)
  const known = running
    ? { ...before, owner: process.pid }
    : {
        port: await freePort(),
        password: before?.password ?? randomBytes(18).toString('base64url'),
        owner: process.pid,
      }
  await writeFile(file, JSON.stringify(known), { mode: 0o600 })
  if (!(await isMade(home))) await initialise(home, known.password)
  if (!running) await start(home, known.port)
  logger.info({ port: known.port, adopted: running }, 'embedded database started')
  return {
    url: urlOf(known),
    stop: async () => void (await run(home, 'pg_ctl', ['stop', '-D', home.data, '-m', 'fast', '-w', '-t', '20'])),
  }
}

const urlOf = ({ password, port }: Known) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`

async function readKnown(file: string): Promise<Known | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Known
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function isRunning(home: Home): Promise<boolean> {
  return (await run(home, 'pg_ctl', ['status', '-D', home.data], { mayFail: true })).code === 0
}

/** Also one of another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const isMade = (home: Home) =>
  access(home.data).then(
    () => true,
    () => false,
  )

/**
 * Made beside its place and moved there when whole, so that a start that was killed half-way leaves nothing half.
 * An empty LANG would make an SQL_ASCII database, in which jsonb refuses an escaped emoji: encoding and locale are named.
 */
async function initialise(home: Home, password: string) {
  const making = `${home.data}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true, mode: 0o700 })
  const passwordFile = `${making}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  await chown(home, [making, passwordFile])
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const sign = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  try {
    await run(home, 'initdb', [`--pgdata=${making}`, ...sign, ...locale])
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(making, home.data)
}

async function start(home: Home, port: number) {
  const options = [
    `-p ${port}`,
    `-c listen_addresses=127.0.0.1`,
    `-c unix_socket_directories=''`,
    `-c max_connections=100`,
    `-c shared_buffers=64MB`,
  ].join(' ')
  const log = join(home.data, 'server.log')
  const { code } = await run(home, 'pg_ctl', ['start', '-D', home.data, '-l', log, '-w', '-t', '60', '-o', options], {
    mayFail: true,
  })
  if (code === 0) return
  const lines = await readFile(log, 'utf8').catch(() => '')
  throw new Error(`the embedded database did not start: ${lines.trim().split('\n').slice(-5).join(' | ')}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
