// A disk of 256 KiB that really runs full: a tmpfs, where the machine lets us mount one.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TinyDisk = { folder: string; stop(): void }

/** Or why there is none. */
export function mountTinyDisk(): TinyDisk | string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return (error as Error).message.trim().split('\n').at(-1)!
  }
  return {
    folder,
    stop() {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
