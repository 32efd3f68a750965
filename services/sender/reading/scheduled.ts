// Schedules as the sender writes them down, in the reader's transaction. Whatever changes one names what it is based on, and counts only
// while that still holds and it has not begun: of two at once exactly one wins, in the order of the log, as rows show it.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageCancelled, MessageScheduled } from '@madoguchi/contracts/event/message'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { Sql } from '../../db/pool.ts'
import type { Rec } from '../../log/log.ts'
import { settleCancelled } from '../outbound/ending.ts'

export type Heard = Rec & { event: Envelope }
type Write = (sql: Sql, record: Heard) => Promise<boolean>

const NOT_BEGUN = "state in ('waiting', 'held', 'missed')"
const AFRESH = `state = 'waiting', wrote = false, event = null, decided_at = null, said_at = null`

/** The last moment that a date can name. */
const LAST_MS = 8_640_000_000_000_000

export const messageIn = ({ data }: Envelope): string => (data as { message?: string } | null)?.message ?? ''

const scheduled: Write = async (sql, { event, part, off }) => {
  const { message, due, holdIfWrites, ...said } = (event.data ?? {}) as MessageScheduled
  if (messageIn(event).includes('\0') || !Number.isFinite(due) || Math.abs(due) > LAST_MS) return false // no column takes it
  const body = JSON.stringify(said)
  if (event.cause === undefined) {
    const { rowCount } = await sql.query({
      name: 'sender-scheduled',
      text: `insert into scheduled (id, conversation, part, off, ask, turn, author, body, due_at, hold_if_writes)
             values ($1, $2, $3, $4, $5, $5, $6, $7, to_timestamp($8::float8 / 1000), $9) on conflict do nothing`,
      values: [message, event.key, part, off, event.id, event.by, body, due, holdIfWrites === true],
    })
    return rowCount === 1
  }
  const { rowCount } = await sql.query({
    name: 'sender-rescheduled',
    text: `update scheduled set off = $2, ask = $3, turn = $3, author = $4, body = $5, due_at = to_timestamp($6::float8 / 1000),
             hold_if_writes = $7, released_by = null, ${AFRESH}
           where id = $1 and conversation = $8 and ask = $9 and off < $2 and ${NOT_BEGUN}`,
    values: [message, off, event.id, event.by, body, due, holdIfWrites === true, event.key, event.cause],
  })
  return rowCount === 1
}

const released: Write = async (sql, { event, off, loggedAt }) => {
  const { rowCount } = await sql.query({
    name: 'sender-released',
    text: `update scheduled set off = $2, turn = $3, due_at = to_timestamp($4::float8 / 1000), hold_if_writes = false, released_by = $7, ${AFRESH}
           where id = $1 and conversation = $5 and ask = $6 and off < $2 and ${NOT_BEGUN}`,
    values: [messageIn(event), off, event.id, loggedAt, event.key, event.cause ?? '', event.by],
  })
  return rowCount === 1
}

/** One that has begun is taken back as any other: until LINE is called. */
export const cancelScheduled: Write = async (sql, { event, off, loggedAt }) => {
  const [id, ask] = [messageIn(event), event.cause ?? '']
  const type = 'message.cancelled'
  const data: MessageCancelled = { message: id }
  const said: Envelope = {
    id: uuidv5(ask, type),
    type,
    v: 1,
    key: event.key,
    at: loggedAt,
    by: 'system',
    cause: ask,
    data,
  }
  const ended = await sql.query({
    name: 'sender-schedule-cancelled',
    text: `update scheduled set off = $2, state = 'cancelled', event = $3, decided_at = now(), said_at = null
           where id = $1 and conversation = $4 and ask = $5 and off < $2 and ${NOT_BEGUN}`,
    values: [id, off, JSON.stringify(said), event.key, ask],
  })
  if (ended.rowCount === 1) return true
  const begun = await sql.query({
    name: 'sender-schedule-cancel-asked',
    text: `update scheduled set cancel_asked = true where id = $1 and conversation = $2 and ask = $3 and state = 'dispatched'`,
    values: [id, event.key, ask],
  })
  return begun.rowCount === 1 && begunCancelled(sql, id)
}

/** Its `message.queued` is on the log: it is on its way, and may have been taken back before that was read. */
export async function begun(sql: Sql, { event }: Heard): Promise<boolean> {
  await sql.query({
    name: 'sender-schedule-begun',
    text: `update scheduled set state = 'dispatched', decided_at = coalesce(decided_at, now()), said_at = coalesce(said_at, now()),
             event = null, body = null
           where id = $1 and conversation = $2`,
    values: [event.id, event.key],
  })
  await sql.query({
    name: 'sender-begun-by',
    text: `update outbound o set author = s.released_by from scheduled s
            where s.id = $1 and o.id = $1 and s.released_by is not null and o.ask = $1`,
    values: [event.id],
  })
  return begunCancelled(sql, event.id)
}

async function begunCancelled(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'sender-begun-cancelled',
    text: `update outbound o set cancel_asked = true from scheduled s
            where s.id = $1 and o.id = $1 and s.cancel_asked and o.ask = $1 and o.state in ('queued', 'sending')`,
    values: [id],
  })
  return rowCount === 1 && settleCancelled(sql, id)
}

/** The log knows what became of it: after a restore, or because we said it ourselves. */
const closed =
  (state: 'held' | 'missed' | 'cancelled'): Write =>
  async (sql, { event }) => {
    await sql.query({
      name: 'sender-schedule-closed',
      text: `update scheduled set state = $3, decided_at = coalesce(decided_at, now()), said_at = coalesce(said_at, now()), event = null,
               body = case when $3 = 'cancelled' then null else body end
             where id = $1 and conversation = $4 and ask = $2 and (state in ('waiting', $3) or $3 = 'cancelled' and ${NOT_BEGUN})`,
      values: [messageIn(event), event.cause ?? '', state, event.key],
    })
    return false
  }
export const cancelledOnLog = closed('cancelled')

/** Taken from every screen: nothing of it goes any more, and its words are kept nowhere here. */
const deleted: Write = async (sql, { event }) => {
  const values = [messageIn(event), event.key, event.cause ?? '']
  await sql.query({
    name: 'sender-schedule-deleted',
    text: `update scheduled set state = 'cancelled', body = null, event = null, said_at = coalesce(said_at, now())
           where id = $1 and conversation = $2 and ask = $3 and state in ('held', 'missed', 'cancelled')`,
    values,
  })
  await sql.query({
    name: 'sender-deleted',
    text: `update outbound set body = null where id = $1 and conversation = $2 and ask = $3 and state in ('failed', 'cancelled')`,
    values,
  })
  return false
}

export const SCHEDULE_WRITES: Record<string, Write> = {
  'message.scheduled': scheduled,
  'message.released': released,
  'message.held': closed('held'),
  'message.missed': closed('missed'),
  'message.deleted': deleted,
}

/** Whoever asked to be held back if the customer writes: what was scheduled before the customer's message, in the order of the log. */
export async function noteWritten(sql: Sql, heard: Heard[]): Promise<void> {
  const latest = new Map(
    heard.filter(({ event }) => event.type === 'line.message').map(({ event, off }) => [event.key, off]),
  )
  if (latest.size === 0) return
  const all = [...latest].sort(([a], [b]) => (a < b ? -1 : 1))
  await sql.query({
    name: 'sender-written',
    text: `update scheduled s set wrote = true from unnest($1::text[], $2::bigint[]) u(conversation, off)
            where s.conversation = u.conversation and s.state = 'waiting' and s.hold_if_writes and s.off < u.off`,
    values: [all.map(([conversation]) => conversation), all.map(([, off]) => off)],
  })
}
