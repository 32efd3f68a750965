import { setTimeout as wait } from 'node:timers/promises'
import type { LedgerRecord } from '../ledger/record.ts'
import { wrong } from './admin.ts'
import type { AdminRoute } from './admin.ts'

/** Newest last; `after` = the n of the last one seen; any other query parameter must equal that property. */
function select(records: readonly LedgerRecord[], query: URLSearchParams): LedgerRecord[] {
  const after = Number(query.get('after') ?? -1)
  const limit = Number(query.get('limit') ?? 1000)
  const wanted = [...query].filter(([key]) => key !== 'after' && key !== 'limit')
  const fits = (record: LedgerRecord) =>
    record.n > after && wanted.every(([key, value]) => has((record as Record<string, unknown>)[key], value))
  const found = records.filter(fits)
  return query.has('after') ? found.slice(0, limit) : found.slice(-limit)
}

const has = (property: unknown, value: string) =>
  Array.isArray(property) ? property.includes(value) : String(property) === value

const list = (kind: 'deliveries' | 'calls' | 'messages'): AdminRoute => ({
  method: 'GET',
  path: `/_sim/${kind}`,
  handle: ({ platform, query }) => ({ json: { [kind]: select(platform.ledger[kind], query) } }),
})

/** Server-sent events: one per record and change of a chat. ?kinds=delivery,chat keeps the others away. */
const stream: AdminRoute['handle'] = ({ platform, query, request, response }) => {
  const kinds = query.get('kinds')?.split(',')
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  response.write('retry: 1000\n\n')
  const stop = platform.feed.subscribe(({ kind, data }) => {
    if (kinds === undefined || kinds.includes(kind)) response.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)
  })
  const beat = setInterval(() => response.write(': \n\n'), 15_000)
  request.on('close', () => {
    clearInterval(beat)
    stop()
  })
  return 'streaming'
}

/** Longer bodies are shown up to here. */
const SHOWN = 32 * 1024

/** The bytes as text, and the signature they carried; the last 200 only. */
const body: AdminRoute['handle'] = ({ platform, params }) => {
  const kept = platform.bodies.get(params.n!)
  if (kept === undefined) return wrong('no longer kept', 404)
  return { json: { text: kept.bytes.subarray(0, SHOWN).toString('utf8'), signature: kept.signature } }
}

const advance: AdminRoute['handle'] = ({ platform, body }) => {
  const ms = Number(body.advanceMs)
  if (!(ms >= 0)) return wrong('advanceMs must be a number ≥ 0')
  platform.clock.advance(ms)
  return { json: { now: platform.clock.now() } }
}

/** Waits in real time until nothing is queued, in flight or due. */
const drain: AdminRoute['handle'] = async ({ platform, body }) => {
  const deadline = performance.now() + Number(body.timeoutMs ?? 10_000)
  while (platform.engine.pending() > 0 && performance.now() < deadline) await wait(10)
  const pending = platform.engine.pending()
  return { json: { drained: pending === 0, pending } }
}

export const recordRoutes: AdminRoute[] = [
  list('deliveries'),
  list('calls'),
  list('messages'),
  { method: 'GET', path: '/_sim/deliveries/{n}/body', handle: body },
  { method: 'GET', path: '/_sim/stream', handle: stream },
  { method: 'POST', path: '/_sim/clock', handle: advance },
  { method: 'POST', path: '/_sim/drain', handle: drain },
]
