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
import {
  contentOf,
  contentTold,
  forgottenBy,
  subjectOf as ofContent,
  type Content,
  type Forgetting,
} from './content/wanted.ts'
import { noteAnswered, noteAsked, noteForgotten } from './noted.ts'
import { subjectOf, wantedOf, type Whom } from './wanted.ts'

export type Asking = { whom: Whom; cause: string }

const NAME = 'fetcher'
/** Nobody waits for a name. */
const LINGER_MS = 100
/** While catching up, answers that stand further on in the log are read before the question is put. */
const CATCH_UP_SECONDS = 10
/** Subjects known to be in the table: most events are of people seen long ago. */
const REMEMBERED = 100_000

export type Queues = { people: Queue<Asking>; contents: Queue<Content>; forgetting: Queue<Forgetting> }
type Deps = { pool: Pool; queues: Queues }

export function createFetcherReader({ pool, queues }: Deps): Reader {
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
      const jobs: Jobs = { people: [], contents: [], forgetting: [] }
      for (const { records, highWatermark } of fresh) {
        const asked = new Map<string, Asking>()
        const wait = records.at(-1)!.off + 1 < highWatermark ? { startAfterSeconds: CATCH_UP_SECONDS } : {}
        for (const record of records) {
          await apply(tx, record, { asked, known, seen })
          await applyContent(tx, record, { jobs, wait })
        }
        for (const asking of asked.values()) jobs.people.push({ ...jobOf(asking), ...wait })
      }
      await queues.people.insert(tx, jobs.people)
      await queues.contents.insert(tx, jobs.contents)
      await queues.forgetting.insert(tx, jobs.forgetting)
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

const jobOf = (asking: Asking): Job<Asking> => ({
  id: uuidv5(asking.cause, `fetch ${subjectOf(asking.whom)}`),
  data: asking,
})

type Jobs = { people: Job<Asking>[]; contents: Job<Content>[]; forgetting: Job<Forgetting>[] }

async function applyContent(tx: Sql, { off, event }: Rec, { jobs, wait }: { jobs: Jobs; wait: object }) {
  if (event === null) return
  const told = contentTold(event)
  if (told !== null && event.cause !== undefined) await noteAnswered(tx, told, event.cause)
  const forgetting = forgottenBy(event)
  if (forgetting !== null) {
    await noteForgotten(tx, ofContent(forgetting.message), off)
    jobs.forgetting.push({ id: uuidv5(event.id, 'forget'), data: forgetting })
  }
  const content = contentOf(event)
  if (content === null) return
  const isNew = await noteAsked(tx, { subject: ofContent(content.message), cause: event.id, off, again: false })
  if (isNew) jobs.contents.push({ id: uuidv5(event.id, 'content'), data: content, ...wait })
}

/** Whose answer this is. */
function answeredBy({ type, key, data }: Envelope): string | null {
  if (key.includes('\0')) return null
  if (type === 'contact.profiled' || type === 'conversation.profiled') return key
  const userId = (data as Partial<MemberProfiled> | null)?.userId
  return type === 'member.profiled' && typeof userId === 'string' ? memberId(key, userId) : null
}
