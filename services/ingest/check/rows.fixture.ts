// What the product shows: events as rows, asked over a connection of its own each time (the database comes and goes).
import { openConnection } from '../../db/pool.ts'
import type { InboundClaim } from '../../simulator/ledger/inbound.ts'
import type { Stage } from './stage.fixture.ts'

async function ask<Row extends object>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = await openConnection({ url })
  client.on('error', () => undefined)
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** How many of these events are rows. */
export async function rowsOf({ postgres }: Stage, ids: string[]): Promise<number> {
  const sql = 'select count(*)::int as n from rm.event where id = any($1)'
  return (await ask<{ n: number }>(postgres.url, sql, [ids]))[0]!.n
}

/** Every event of LINE's that became a row, as the platform's judge wants it. */
export async function claimsOf({ postgres, channels }: Stage): Promise<InboundClaim[]> {
  const lineIds = new Map([...channels].map(([line, ours]) => [ours, line]))
  const sql = "select id, conversation from rm.event where type like 'line.%'"
  const rows = await ask<{ id: string; conversation: string }>(postgres.url, sql)
  return rows.map(({ id, conversation }) => ({
    channel: lineIds.get(conversation.split(':')[0]!)!,
    webhookEventId: id,
  }))
}
