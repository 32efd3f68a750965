// Reading one partition from its checkpoint on, as long as it is ours.
import type { Pool } from '../../db/pool.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Holding } from '../assignment.ts'
import { insist } from '../insist.ts'
import { LogReplaced, type Position, type Reader, type Rec } from '../log.ts'
import { deliver } from '../reading/deliver.ts'
import { beginAt, judge } from '../reading/fingerprint.ts'
import { replaced } from '../reading/replaced.ts'
import { timed } from '../../db/timed.ts'
import { decode } from '../wire.ts'
import type { Doorbell } from './doorbell.ts'

type Deps = {
  pool: Pool
  doorbell: Doorbell
  reader: Reader
  part: number
  logger: Logger
  onReplaced: (error: LogReplaced) => void
}

const READ = `
select h.next as head, r.off, r.key, r.headers, r.value, (extract(epoch from r.at) * 1000)::bigint as logged_at
  from log.head h left join lateral (
    select * from log.record r where r.part = h.part and r.off >= $2 order by r.off limit 500) r on true
 where h.part = $1 order by r.off`

type Row = {
  head: number
  off: number | null
  key: string
  headers: string | null
  value: string | null
  logged_at: number
}

async function read(pool: Pool, part: number, from: number): Promise<{ head: number; records: Rec[] }> {
  const { rows } = await pool.query<Row>(timed({ name: 'log-read', text: READ, values: [part, from] }))
  const records = rows.filter((row) => row.off !== null).map((row) => recordOf(part, row))
  return { head: rows[0]?.head ?? 0, records }
}

function recordOf(part: number, { off, key, headers, value, logged_at: loggedAt }: Row): Rec {
  const event =
    value === null
      ? null
      : decode({ key, loggedAt, headers: JSON.parse(headers ?? '{}') as Record<string, string>, value })
  return { part, off: off!, key, loggedAt, event }
}

export function tail({ pool, doorbell, reader, part, logger, onReplaced }: Deps): Holding {
  const ended = new AbortController()
  const handing = { reader, part, ended: ended.signal, logger }
  const bell = createBell(doorbell, part, ended.signal)
  const trouble = (error: Error) =>
    logger.warn({ reader: reader.name, part, error: error.message }, 'reading is repeated')
  const insisting = <T>(run: () => Promise<T>) => insist(ended.signal, run, trouble)

  async function run() {
    const position = await insisting(() => reader.position(part))
    const head = await insisting(() => check(pool, reader.name, part, position))
    if (!(await deliver(handing, [], head))) return
    let next = position.next
    while (!ended.signal.aborted) {
      bell.silence()
      const { head, records } = await insisting(() => read(pool, part, next))
      if (records.length === 0) await bell.wait()
      else if (await deliver(handing, records, head)) next = records.at(-1)!.off + 1
    }
  }

  const running = run()
    .catch((error: unknown) => {
      if (error instanceof LogReplaced) onReplaced(error)
      else if (!ended.signal.aborted) throw error // a bug: the process ends
    })
    .finally(() => bell.close())
  return {
    async stop() {
      ended.abort()
      await running
    },
  }
}

/** No row of this log ever disappears: the record before the position must be there, under its key. Gives the head. */
async function check(pool: Pool, reader: string, part: number, position: Position): Promise<number> {
  const { next } = position
  const { head, records } = await read(pool, part, beginAt(position))
  if (head < next) throw replaced(reader, part, position, `it holds ${head}`)
  if (next > 0 && (records[0] === undefined || judge(position, records[0]) !== 'same'))
    throw replaced(reader, part, position, `another record stands before position ${next}`)
  return head
}

/** Remembers a ring that came while nobody waited. */
function createBell(doorbell: Doorbell, part: number, ended: AbortSignal) {
  let rung = new AbortController()
  const close = doorbell.onRing(part, () => rung.abort())
  return {
    silence: () => void (rung = rung.signal.aborted ? new AbortController() : rung),
    wait: () => sleep(2 ** 31 - 1, AbortSignal.any([rung.signal, ended])),
    close,
  }
}
