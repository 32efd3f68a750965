// Resident memory of another process, as the system counts it.
import { execFileSync } from 'node:child_process'

/** MB of 2^20 bytes. */
export const residentMb = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024

const LOOK_MS = 1_000

/** When it has not grown by more than a percent for `calm` looks; the newest look then. */
export async function settledMb(pid: number, calm = 10): Promise<number> {
  let most = residentMb(pid)
  for (let quiet = 0; quiet < calm; quiet += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    const now = residentMb(pid)
    if (now > most * 1.01) {
      most = now
      quiet = -1
    }
  }
  return residentMb(pid)
}
