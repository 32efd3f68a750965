// Advisory locks on one dedicated connection: they end with it, so a killed process frees its partitions at once.
import type pg from 'pg'
import { openConnection } from '../../db/pool.ts'

export type Locks = {
  /** How many processes read under this name, and whose each partition is (the backend's pid). */
  look(): Promise<{ readers: number; holders: Map<number, number> }>
  tryLock(part: number): Promise<boolean>
  unlock(part: number): Promise<void>
  /** Ends the connection of whoever holds the partition. */
  terminate(part: number): Promise<void>
  /** Aborted when the connection is lost: every lock is gone, or goes when the next membership says so. */
  gone: AbortSignal
  /** This connection as the server knows it. */
  self: Backend
  close(): Promise<void>
}

/** `since` tells it from a later one that got the same pid. */
export type Backend = { pid: number; since: string }

/** A query unanswered for so long means a server that is gone, and the connection with it: what else is to be said waits for nothing. */
const ANSWER_MS = 5_000
/** Second key of the lock that says "I am here"; partitions are 0 to 11. */
const HERE = -1

// pg_locks shows both halves of a two-key lock as unsigned numbers.
const MINE = `locktype = 'advisory' and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database())
  and classid = (hashtext($1)::bigint & 4294967295)::oid`

type Deps = { databaseUrl: string; reader: string; former?: Backend | null }

/**
 * `former`: this reader's connection before, if it was lost. The server may not have heard: to it, one that is only silent holds
 * its partitions still. It is ended, so that nobody waits for them.
 */
export async function openLocks({ databaseUrl, reader, former = null }: Deps): Promise<Locks> {
  const client = await openConnection({ url: databaseUrl })
  const name = `madoguchi.${reader}`
  const gone = new AbortController()
  client.on('error', () => gone.abort())
  client.on('end', () => gone.abort())

  // One after the other: pg deprecates its own queue.
  let last: Promise<unknown> = Promise.resolve()
  function query<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<pg.QueryResult<R>> {
    const asked = last.then(() => {
      if (gone.signal.aborted) throw new Error('the connection of the partitions is lost')
      return answered(client.query<R>(text, values), () => gone.abort())
    })
    last = asked.catch(() => undefined)
    return asked
  }

  let self: Backend
  const close = () => answered(client.end()).catch(() => undefined)
  try {
    // A host that vanishes without a word is noticed within 5 + 3 · 2 s.
    await query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3')
    if (former !== null)
      await query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start::text = $2',
        [former.pid, former.since],
      )
    await query('select pg_advisory_lock_shared(hashtext($1), $2)', [name, HERE])
    const { rows } = await query<Backend>(
      'select pid, backend_start::text as since from pg_stat_activity where pid = pg_backend_pid()',
    )
    self = rows[0]!
  } catch (error) {
    await close()
    throw error
  }

  return {
    async look() {
      const { rows } = await query<{ part: number; pid: number }>(
        `select case objid when 4294967295 then ${HERE} else objid::bigint::int end as part, pid from pg_locks where ${MINE}`,
        [name],
      )
      const holders = new Map(rows.filter((row) => row.part !== HERE).map((row) => [row.part, row.pid]))
      return { readers: rows.filter((row) => row.part === HERE).length, holders }
    },
    async tryLock(part) {
      const { rows } = await query<{ got: boolean }>('select pg_try_advisory_lock(hashtext($1), $2) as got', [
        name,
        part,
      ])
      return rows[0]!.got
    },
    async unlock(part) {
      await query('select pg_advisory_unlock(hashtext($1), $2)', [name, part])
    },
    async terminate(part) {
      await query(
        `select pg_terminate_backend(pid) from pg_locks where ${MINE} and objid = $2::int::oid and pid <> pg_backend_pid()`,
        [name, part],
      )
    },
    gone: gone.signal,
    self,
    close,
  }
}

async function answered<T>(asked: Promise<T>, onSilence: () => void = () => undefined): Promise<T> {
  let late: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    late = setTimeout(() => {
      onSilence()
      reject(new Error('the database does not answer'))
    }, ANSWER_MS)
  })
  asked.catch(() => undefined) // if it fails after the time, nobody waits any more
  return Promise.race([asked, silence]).finally(() => clearTimeout(late))
}
