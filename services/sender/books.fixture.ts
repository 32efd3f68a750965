// What the product claims, judged by the platform's books. How a message ended is what the log says: that is what agents see.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { Check } from '../simulator/ledger/check.ts'
import { bodyHash } from '../simulator/ledger/hash.ts'
import type { Platform } from './platform.fixture.ts'
import type { Stage } from './stage.fixture.ts'

export type Violation = { rule: string; ids: string[] }
export type Verdict = { violations: Violation[]; count(state: string): number; asked: number; calls: number }

type Row = { id: string; ask: string; conversation: string; off: number; state: string; body: string }

/** Over everything that was asked on this stage, or over `ids`. Webhooks are another room's concern. */
export async function verdict(stage: Stage, platform: Platform, ids: string[] | null = null): Promise<Verdict> {
  const { rows } = await stage.database.pool.query<Row>(
    'select id, ask, conversation, off, state, body from outbound where $1::text[] is null or id = any($1)',
    [ids],
  )
  const results = Map.groupBy((await stage.events()).filter(isResult), ({ cause }) => cause)
  const outbound = rows.map((row) => claim(row, results.get(row.ask)?.[0]))
  const judged = (await platform.ask('POST', '/_sim/ledger/check', { inbound: [], outbound })) as Check
  const sending = judged.violations.filter(({ rule }) => !rule.startsWith('inbound_'))
  return {
    violations: [...sending, ...rows.flatMap((row) => onTheLog(row, results.get(row.ask) ?? []))],
    count: (state) => rows.filter((row) => row.state === state).length,
    asked: rows.length,
    calls: judged.counts.calls ?? 0,
  }
}

const isResult = ({ type }: Envelope) => /^message\.(sent|failed|unknown|cancelled)$/.test(type)

function claim({ id, conversation, off: seq, body }: Row, result: Envelope | undefined) {
  const { sentMessages = [] } = (result?.data ?? {}) as { sentMessages?: { id: string }[] }
  return {
    id,
    conversation,
    seq,
    state: result?.type.slice('message.'.length) ?? 'queued',
    lineIds: sentMessages.map((one) => one.id),
    bodyHash: bodyHash((JSON.parse(body) as { messages: unknown }).messages),
  }
}

/** Each asking has one result there, under the one id that follows from it, and it is what the row says. */
function onTheLog({ ask, state }: Row, results: Envelope[]): Violation[] {
  if (state === 'queued' || state === 'sending') return [{ rule: 'unended', ids: [ask] }]
  const said = new Set(results.map(({ id }) => id))
  if (said.size === 0) return [{ rule: 'unsaid', ids: [ask] }]
  return said.size === 1 && said.has(uuidv5(ask, `message.${state}`)) ? [] : [{ rule: 'said_twice', ids: [ask] }]
}
