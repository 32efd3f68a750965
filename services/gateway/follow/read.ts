// Rows of open rooms that changed since, and how far everything is, of one moment. Whoever asks while a question is under way
// shares the next one: a thousand browsers coming back are few transactions, not a thousand.
import { parseRoom } from '@madoguchi/contracts/socket/room'
import type { Row } from '@madoguchi/contracts/row/row'
import type { Pool } from '../../db/pool.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { atOneMoment, type Moment as Open } from '../http/snapshot/moment.ts'
import { RESET_ROWS } from './answer.ts'
import type { Found, Moment, Wanted } from './repair.ts'

/** Callers that share one transaction. */
const TOGETHER = 100
const COLUMNS = 'id, part, rev, row'
const LIMIT = RESET_ROWS + 1

// A plain join is planned as a scan; lateral takes one index range per room and partition. Bounded by room, not only by range:
// after an hour a list has more in each of its twelve than it may take in all, and a hundred browsers ask at once.
const LISTS = {
  name: 'follow-lists',
  text: `select w.i, x.* from
  (select i, channel, array_agg(part) as parts, array_agg(since) as places
     from unnest($1::int[], $2::text[], $3::int[], $4::bigint[]) u(i, channel, part, since) group by i, channel) w
  cross join lateral (select 'conversation' as noun, c.* from unnest(w.parts, w.places) p(part, since)
    cross join lateral (select ${COLUMNS} from rm.conversation c
      where c.channel = w.channel and c.part = p.part and c.rev >= p.since order by c.rev limit ${LIMIT}) c limit ${LIMIT}) x`,
}
const THREADS = {
  name: 'follow-threads',
  text: `select w.i, x.* from unnest($1::int[], $2::text[], $3::bigint[]) w(i, id, since) cross join lateral (
    (select 'conversation' as noun, ${COLUMNS} from rm.conversation where id = w.id and rev >= w.since)
    union all (select 'contact', ${COLUMNS} from rm.contact where id = w.id and rev >= w.since)
    union all (select 'member', ${COLUMNS} from rm.member where conversation = w.id and rev >= w.since order by rev limit ${LIMIT})
    union all (select 'message', ${COLUMNS} from rm.message where conversation = w.id and rev >= w.since order by rev limit ${LIMIT})) x`,
}

// A template that was never made has no row; one moves to no other channel.
const TEMPLATES = {
  name: 'follow-templates',
  text: `select w.i, 'template' as noun, t.* from unnest($1::int[], $2::text[], $3::int[], $4::bigint[]) w(i, channel, part, since)
  cross join lateral (select ${COLUMNS} from rm.template t
    where t.channel = w.channel and t.part = w.part and t.rev >= w.since order by t.rev limit ${LIMIT}) t`,
}
const SCHEDULED = {
  name: 'follow-scheduled',
  text: `select w.i, 'message' as noun, m.* from unnest($1::int[], $2::text[], $3::int[], $4::bigint[]) w(i, channel, part, since)
  cross join lateral (select ${COLUMNS} from rm.message m
    where split_part(m.conversation, ':', 1) = w.channel and m.part = w.part and m.rev >= w.since and m.due is not null
    order by m.rev limit ${LIMIT}) m`,
}

const NOTICES = {
  name: 'follow-notices',
  text: `select w.i, 'notice' as noun, n.* from unnest($1::int[], $2::text[], $3::int[], $4::bigint[]) w(i, agent, part, since)
  cross join lateral (select ${COLUMNS} from rm.notice n
    where n.agent = w.agent and n.part = w.part and n.rev >= w.since order by n.rev limit ${LIMIT}) n`,
}

type Line = { i: number; noun: Row['noun']; id: string; part: number; rev: number; row: unknown }
type Place = { i: number; id: string; part: number; since: number }

export function createReader({ pool }: { pool: Pool }): (wanted: Wanted[]) => Promise<Found> {
  return singleFlight<Wanted[], Found>(
    (asked) =>
      atOneMoment(pool, async (moment) => {
        const all = asked.flat()
        const lines = await linesOf(moment, all)
        const rows = all.map((_, i) => bounded(lines.get(i) ?? []))
        const { v, next } = moment
        let at = 0
        return asked.map((wanted) => ({ v, next, rows: new Map(wanted.map(({ room }) => [room, rows[at++]!])) }))
      }),
    TOGETHER,
  )
}

const bounded = (rows: Row[]): Row[] | null => (rows.length > RESET_ROWS ? null : rows)

type Kind = 'channel' | 'conversation' | 'templates' | 'scheduled' | 'notices'
const QUESTIONS: { kind: Kind; asked: { name: string; text: string }; of: (keyof Place)[] }[] = [
  { kind: 'channel', asked: LISTS, of: ['i', 'id', 'part', 'since'] },
  { kind: 'conversation', asked: THREADS, of: ['i', 'id', 'since'] },
  { kind: 'templates', asked: TEMPLATES, of: ['i', 'id', 'part', 'since'] },
  { kind: 'scheduled', asked: SCHEDULED, of: ['i', 'id', 'part', 'since'] },
  { kind: 'notices', asked: NOTICES, of: ['i', 'id', 'part', 'since'] },
]

async function linesOf(moment: Open, wanted: Wanted[]): Promise<Map<number, Row[]>> {
  const places = placesOf(wanted)
  const found = new Map<number, Row[]>()
  for (const { kind, asked, of } of QUESTIONS) {
    const mine = places.filter((place) => place.kind === kind)
    if (mine.length === 0) continue
    const values = of.map((name) => mine.map((place) => place[name]))
    for (const { i, noun, id, part, rev, row } of (await moment.query<Line>({ ...asked, values })).rows) {
      if (!found.has(i)) found.set(i, [])
      found.get(i)!.push({ noun, id, part, rev, row } as Row)
    }
  }
  return found
}

function placesOf(wanted: Wanted[]): (Place & { kind: string })[] {
  return wanted.flatMap(({ room, since }, i) => {
    const parsed = parseRoom(room)
    if (parsed === null || parsed.kind === 'workspace') return []
    const { kind, id } = parsed
    return Object.entries(since).map(([part, place]) => ({ kind, i, id, part: Number(part), since: place }))
  })
}

/** Version and checkpoints alone: what the compare looks at once a second. Before the first projection: version 1, nothing read. */
export async function readMoment(pool: Pool, parts: number): Promise<Moment> {
  const { rows } = await pool.query<{ v: number; part: number | null; next: number | null }>({
    name: 'follow-moment',
    text: `select a.v, c.part, c.next from active a left join checkpoint c on c.reader = 'inbox_v' || a.v
            where a.projection = 'inbox'`,
  })
  const next = new Map(rows.map((row) => [row.part, row.next]))
  return { v: rows[0]?.v ?? 1, next: Array.from({ length: parts }, (_, part) => next.get(part) ?? 0) }
}
