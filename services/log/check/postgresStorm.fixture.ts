// Faults over a PostgreSQL: backends ended at random, the wire delayed, reset and half-open, and once the whole server dead.
import { setTimeout as wait } from 'node:timers/promises'
import { openConnection } from '../../db/pool.ts'
import type { Dice } from '../../test/check/dice.ts'
import type { FaultyPostgres } from '../../test/faults/postgres.ts'

type Deps = { postgres: FaultyPostgres; dice: Dice; kills: number; seconds: number; crash: boolean }

/** Ends when so many connections were killed and the time is over; all is well then but for what is half-open. */
export async function postgresStorm({ postgres, dice, kills, seconds, crash }: Deps): Promise<Record<string, number>> {
  const { proxy, url } = postgres
  const struck: Record<string, number> = { 'connections killed': 0 }
  const count = (kind: string) => void (struck[kind] = (struck[kind] ?? 0) + 1)
  const started = Date.now()
  const killed = () => struck['connections killed']!
  const over = () => killed() >= kills && Date.now() - started > seconds * 1_000

  const network: Record<string, () => Promise<void> | void> = {
    reset: () => proxy.reset(),
    'half-open': () => proxy.halfOpen(),
    async delayed() {
      proxy.delay(dice.between(20, 200))
      await wait(dice.between(500, 2_000))
      proxy.heal()
    },
  }
  const own = dice.fork('network')
  async function disturb() {
    let kinds: string[] = []
    while (!over()) {
      if (kinds.length === 0) kinds = own.shuffle(Object.keys(network))
      const kind = kinds.pop()!
      count(kind)
      await network[kind]!()
      await wait(own.between(1_000, 4_000))
    }
  }

  async function kill() {
    const pace = (seconds * 1_000) / kills
    let toCrash = crash
    while (!over()) {
      await wait(dice.between(pace / 2, pace))
      if (killed() < kills && (await killOne(url, dice.next()))) count('connections killed')
      if (toCrash && killed() >= kills / 2) {
        toCrash = false
        count('server killed')
        await postgres.kill()
        await wait(dice.between(0, 3_000))
        await postgres.start()
      }
    }
  }

  await Promise.all([disturb(), kill()])
  return struck
}

/** False: there was none, or the wire failed. */
async function killOne(url: string, chance: number): Promise<boolean> {
  const client = await openConnection({ url }).catch(() => null)
  client?.on('error', () => undefined)
  try {
    const asked = client?.query<{ ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() order by md5(pid::text || $1) limit 1`,
      [chance],
    )
    const answer = await Promise.race([asked, wait(2_000)])
    return answer?.rows[0]?.ended ?? false
  } catch {
    return false
  } finally {
    void client?.end().catch(() => undefined)
  }
}
