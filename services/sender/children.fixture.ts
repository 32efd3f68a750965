// Senders as processes that die, by a signal or at a named place, and what is left of them: leases that nobody holds.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { ChildOptions } from './child.fixture.ts'
import type { TestDatabase } from '../test/database.ts'

export type SenderProcess = {
  /** Resolves with the signal it died by, null after an ordered end. */
  gone: Promise<NodeJS.Signals | null>
  end(signal: NodeJS.Signals): Promise<void>
}

export type Children = {
  start(options?: ChildOptions): Promise<SenderProcess>
  /** Waits until the server has noticed the death of all, so that no claim of theirs is still being written. */
  buried(): Promise<void>
  stop(): Promise<void>
}

const PROGRAM = join(import.meta.dirname, 'child.fixture.ts')
const NAME = 'doomed'

export function createChildren({ database, apiUrl }: { database: TestDatabase; apiUrl: string }): Children {
  const alive = new Set<SenderProcess>()

  async function start(options: ChildOptions = {}): Promise<SenderProcess> {
    const url = `${database.url}?application_name=${NAME}`
    const args = [PROGRAM, url, apiUrl, JSON.stringify(options)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const gone = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
    const one: SenderProcess = {
      gone,
      async end(signal) {
        child.kill(signal)
        await gone
      },
    }
    alive.add(one)
    void gone.then(() => alive.delete(one))
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve())
      // One that dies at its first claim may do so before it has said anything.
      child.once('exit', (code, signal) => (signal ? resolve() : reject(new Error(`the sender ended with ${code}`))))
    })
    return one
  }

  return {
    start,
    async buried() {
      const sql = 'select 1 from pg_stat_activity where application_name = $1 and datname = current_database()'
      while ((await database.pool.query(sql, [NAME])).rowCount !== 0) await new Promise((wait) => setTimeout(wait, 20))
    },
    stop: async () => void (await Promise.all([...alive].map((one) => one.end('SIGKILL')))),
  }
}

/** As if the 30 seconds of a lease, and every backoff, had passed: only once nobody lives who holds one. */
export async function passLeases({ pool }: TestDatabase): Promise<void> {
  await pool.query("update outbound set due_at = now(), lease_until = null where state = 'queued'")
  await pool.query("update outbound set due_at = now(), lease_until = now() - interval '1 ms' where state = 'sending'")
}
