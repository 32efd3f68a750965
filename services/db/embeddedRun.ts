// Running the server's programs, as another user where we are root.
import { execFile } from 'node:child_process'
import { chown as changeOwner } from 'node:fs/promises'
import { join } from 'node:path'
import type { Home } from './embeddedHome.ts'

type Result = { code: number; output: string }
type User = { uid: number; gid: number } | null

/** Throws with what the program said, unless it may fail. */
export async function run(home: Home, program: string, args: string[], { mayFail = false } = {}): Promise<Result> {
  const result = await execute(join(home.bin, program), args, home.user)
  if (result.code !== 0 && !mayFail)
    throw new Error(`${program} failed: ${result.output.trim().split('\n').slice(-5).join(' | ')}`)
  return result
}

/** Gives files to the user as whom the server runs; nothing to do when that is us. */
export async function chown({ user }: Home, paths: string[]) {
  if (user) for (const path of paths) await changeOwner(path, user.uid, user.gid)
}

export async function idOf(name: string): Promise<User> {
  const uid = await execute('id', ['-u', name], null)
  const gid = await execute('id', ['-g', name], null)
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : null
}

/** Asked of the file system as that user, not tried: every parent folder needs its x bit. */
export async function mayReach(user: User, path: string): Promise<boolean> {
  return (await execute('/bin/sh', ['-c', 'test -e "$1/." || test -r "$1"', 'sh', path], user)).code === 0
}

function execute(program: string, args: string[], user: User): Promise<Result> {
  return new Promise((resolve) => {
    // A cwd that the other user cannot enter would stop the program before it starts.
    const options = { cwd: '/', env: { ...process.env, LC_ALL: 'C', PGDATA: undefined }, ...user }
    execFile(program, args, options, (error, stdout, stderr) =>
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1,
        output: `${stdout}${stderr || (error?.message ?? '')}`,
      }),
    )
  })
}
