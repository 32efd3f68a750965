// The platform's judge over everything the product says it received and sent.
import type { Pool } from '../../db/pool.ts'
import { bodyHash } from '../../simulator/ledger/hash.ts'
import type { Check, Violation } from '../../simulator/ledger/check.ts'
import type { InboundClaim } from '../../simulator/ledger/inbound.ts'
import type { OutboundClaim } from '../../simulator/ledger/outbound.ts'
import type { CallRecord } from '../../simulator/ledger/record.ts'

export async function sim<T>(url: string, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(url + path, { method, ...(body && { body: JSON.stringify(body) }) })
  const json: unknown = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
  return json as T
}

/** LINE gives up what nobody took, or sends it again, without anybody waiting for it. */
export async function drain(simulator: string): Promise<void> {
  for (const advanceMs of [0, 5_000, 30_000, 120_000, 600_000]) {
    await sim(simulator, 'POST', '/_sim/clock', { advanceMs })
    await sim(simulator, 'POST', '/_sim/drain', { timeoutMs: 20_000 })
  }
}

/** When what LINE answered may not have been written down, ms since 1970: the sender died or stood still, or its database was away. */
export type Span = { from: number; to: number }
type Deps = { simulator: string; pool: Pool; excuses: Span[] }

/** Without the repeats of what a dead sender had heard: those are needed. */
export async function violationsIn({ simulator, pool, excuses }: Deps): Promise<Violation[]> {
  const claims = { inbound: await inboundOf(pool), outbound: await outboundOf(pool) }
  const { violations } = await sim<Check>(simulator, 'POST', '/_sim/ledger/check', claims)
  if (!violations.some(({ rule }) => rule === 'needless_retry')) return violations
  const { calls } = await sim<{ calls: CallRecord[] }>(simulator, 'GET', '/_sim/calls?limit=10000000')
  const heardAt = new Map(calls.filter(({ status }) => status === 200).map(({ n, at }) => [n, at]))
  return violations.filter(
    ({ rule, records }) => rule !== 'needless_retry' || !isExcused(heardAt.get(records[0]!), excuses),
  )
}

/** From LINE's answer to its row. */
const WRITING_MS = 10_000

/** PURE. `heardAt`: when LINE first answered 200. */
export const isExcused = (heardAt: number | undefined, excuses: Span[]): boolean =>
  heardAt !== undefined && excuses.some(({ from, to }) => heardAt > from - WRITING_MS && heardAt < to + 1)

async function inboundOf(pool: Pool): Promise<InboundClaim[]> {
  const { rows } = await pool.query<InboundClaim>(
    `select c.line_channel_id as channel, e.id as "webhookEventId"
       from rm.event e join channel c on c.id = split_part(e.conversation, ':', 1) where e.type like 'line.%'`,
  )
  return rows
}

type Told = Omit<OutboundClaim, 'lineIds' | 'bodyHash'> & { body: string; result: string | null }

async function outboundOf(pool: Pool): Promise<OutboundClaim[]> {
  const { rows } = await pool.query<Told>('select id, conversation, off as seq, state, body, result from outbound')
  return rows.map(({ body, result, ...claim }) => ({
    ...claim,
    lineIds: sentIn(result),
    bodyHash: bodyHash((JSON.parse(body) as { messages: unknown }).messages),
  }))
}

function sentIn(result: string | null): string[] {
  const { sentMessages = [] } = JSON.parse(result ?? '{}') as { sentMessages?: { id: string }[] }
  return sentMessages.map(({ id }) => id)
}

/** Messages that are in nobody's final state, in the rows or with the sender; and those acknowledged that are no rows at all. */
export async function unfinished(pool: Pool, acked: string[]): Promise<string[]> {
  const open = await pool.query<{ id: string; state: string }>(
    `select id, state from outbound where state in ('queued', 'sending')
     union all select id, state from rm.message where state in ('queued', 'delayed')`,
  )
  const lost = await pool.query<{ id: string }>(
    'select id from unnest($1::text[]) as id where not exists (select from rm.message m where m.id = id.id)',
    [acked],
  )
  return [...open.rows.map(({ id, state }) => `${id} is ${state}`), ...lost.rows.map(({ id }) => `${id} is no row`)]
}
