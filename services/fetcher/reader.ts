// The fetcher's reader: who is to be asked about goes into its table and into jobs, in one transaction with its checkpoint. What is
// read twice asks nothing again; what the log has answered already is noted, so that catching up on an old log asks nobody anew.
import type { MemberProfiled } from '@madoguchi/contracts/event/contact'
import { memberId, uuidv5 } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Pool, Sql } from '../db/pool.ts'
import type { Job, Queue } from '../jobs/jobs.ts'
import { readPosition } from '../log/checkpoint.ts'
import type { Reader, Rec } from '../log/log.ts'
import { createSharedCommit } from '../log/reading/sharedCommit.ts'
import { subjectOf, wantedOf, type Whom } from './wanted.ts'

export type Asking = { whom: Whom; cause: string }

const NAME = 'fetcher'
/** Nobody waits for a name. */
const LINGER_MS = 100
/** While catching up, answers that stand further on in the log are read before the question is put. */
const CATCH_UP_SECONDS = 10
/** Subjects known to be in the table: most events are of people seen long ago. */
const REMEMBERED = 100_000

type Deps = { pool: Pool; queue: Queue<Asking> }

export function createFetcherReader({ pool, queue }: Deps): Reader {
  const known = new Set<string>()
  const remember = (subjects: Iterable<string>) => {
    if (known.size > REMEMBERED) known.clear()
    for (const subject of subjects) known.add(subject)
  }

  const commit = createSharedCommit({
    pool,
    reader: NAME,
    lingerMs: LINGER_MS,
    /** Resolves to the subjects that are in the table once it commits. */
    async apply(tx, fresh) {
      const seen = new Set<string>()
      const jobs: Job<Asking>[] = []
      for (const { records, highWatermark } of fresh) {
        const asked = new Map<string, Asking>()
        for (const record of records) await apply(tx, record, { asked, known, seen })
        const behind = records.at(-1)!.off + 1 < highWatermark
        for (const asking of asked.values()) jobs.push(jobOf(asking, behind))
      }
      await queue.insert(tx, jobs)
      return seen
    },
  })

  return {
    name: NAME,
    position: (part) => readPosition(pool, NAME, part),
    async deliver(part, records, highWatermark) {
      if (records.length === 0) return
      const { result: seen } = await commit({ part, records, highWatermark })
      if (seen !== null) remember(seen) // only what is committed
    },
  }
}

/** `asked`: what this delivery asks, by subject. `seen`: subjects that are in the table once it commits. */
type Delivery = { asked: Map<string, Asking>; known: ReadonlySet<string>; seen: Set<string> }

/** Of several events that ask about the same person, the last one's answer is wanted. */
async function apply(tx: Sql, { off, event }: Rec, { asked, known, seen }: Delivery) {
  if (event === null) return
  const answered = answeredBy(event)
  if (answered !== null && event.cause !== undefined) {
    await noteAnswered(tx, answered, event.cause)
    if (asked.get(answered)?.cause === event.cause) asked.delete(answered)
  }
  for (const { whom, again } of wantedOf(event)) {
    const subject = subjectOf(whom)
    if (!again && (known.has(subject) || seen.has(subject))) continue
    seen.add(subject)
    if (await noteAsked(tx, { subject, cause: event.id, off, again })) asked.set(subject, { whom, cause: event.id })
  }
}

function jobOf(asking: Asking, behind: boolean): Job<Asking> {
  return {
    id: uuidv5(asking.cause, `fetch ${subjectOf(asking.whom)}`),
    data: asking,
    ...(behind ? { startAfterSeconds: CATCH_UP_SECONDS } : {}),
  }
}

/** Whose answer this is. */
function answeredBy({ type, key, data }: Envelope): string | null {
  if (key.includes('\0')) return null
  if (type === 'contact.profiled' || type === 'conversation.profiled') return key
  const userId = (data as Partial<MemberProfiled> | null)?.userId
  return type === 'member.profiled' && typeof userId === 'string' ? memberId(key, userId) : null
}

type Question = { subject: string; cause: string; off: number; again: boolean }

/** False: there is nothing to ask, because they are known or the event was read before. */
async function noteAsked(tx: Sql, { subject, cause, off, again }: Question): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'fetcher-asked',
    text: `insert into fetched as f (subject, cause, off) values ($1, $2, $3)
           on conflict (subject) do update set cause = excluded.cause, off = excluded.off
           where $4::boolean and f.off < excluded.off and f.cause <> excluded.cause`,
    values: [subject, cause, off, again],
  })
  return rowCount === 1
}

async function noteAnswered(tx: Sql, subject: string, cause: string) {
  await tx.query({
    name: 'fetcher-answered',
    text: 'update fetched set answered = $2 where subject = $1 and cause = $2',
    values: [subject, cause],
  })
}

/** Whether this question still waits for its answer: not when it was answered, nor when a later one took its place. */
export async function isOpen(sql: Sql, { whom, cause }: Asking): Promise<boolean> {
  const { rows } = await sql.query<{ open: boolean }>(
    'select cause = $2 and answered is distinct from cause as open from fetched where subject = $1',
    [subjectOf(whom), cause],
  )
  return rows[0]?.open === true
}
