// Judged by the platform's own books: under every fault a call may meet, each message is accepted at most once and in order.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { conversationId } from '@madoguchi/contracts/ids'
import { bodyHash } from '../simulator/ledger/hash.ts'
import { startSimulator, type Simulator } from '../simulator/start.ts'
import { demoChannels, demoPeople } from '../simulator/world/demo.ts'
import { openStage, type Stage } from './stage.fixture.ts'

const CHANNEL_ID = demoChannels[0]!.id
const PEOPLE = demoPeople.slice(0, 6).map(({ id }) => id)
const MESSAGES = 8

let simulator: Simulator
let stage: Stage
let webhook: { url: string; stop(): Promise<void> }
beforeEach(async () => {
  simulator = await startSimulator({ port: 0 })
  stage = await openStage({ apiUrl: simulator.url, callMs: 4_000 })
  webhook = await openWebhook()
  await sim('PATCH', `/_sim/channels/${CHANNEL_ID}`, {
    settings: { delayMs: [0, 0], batch: { windowMs: 0, max: 1 } },
    webhook: { endpoint: webhook.url, active: true },
  })
})
afterEach(async () => {
  await simulator.stop()
  await webhook.stop()
  await stage.stop()
})

async function sim(method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(simulator.url + path, { method, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}

/** What comes in enters the log before it is answered, as the ingest does it. */
async function openWebhook() {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { events } = JSON.parse(Buffer.concat(chunks).toString()) as { events: LineEvent[] }
      const appended = events.map((event) =>
        stage.fact(`line.${event.type}`, event, {
          id: event.webhookEventId!,
          key: conversationId('shop', event.source),
          at: event.timestamp!,
          by: 'line',
        }),
      )
      void Promise.all(appended).then(() => response.end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => void (await new Promise((resolve) => server.close(resolve).closeAllConnections())),
  }
}

/** Asks `MESSAGES` of each, people writing in between, and waits until all have ended. */
async function converse(): Promise<string[]> {
  const asked: string[] = []
  for (let i = 0; i < MESSAGES; i += 1)
    for (const person of PEOPLE) {
      if (i % 3 === 0) await sim('POST', '/_sim/act', { channel: CHANNEL_ID, as: person, do: 'say', text: 'もしもし' })
      asked.push(await stage.say(`${person} ${i}`, person))
    }
  for (const id of asked) await stage.result(id)
  return asked
}

async function verdict(asked: string[]) {
  const { rows } = await stage.database.pool.query<{
    id: string
    conversation: string
    off: number
    state: string
    body: string
    result: string
  }>('select id, conversation, off, state, body, result from outbound where id = any($1)', [asked])
  const outbound = rows.map(({ id, conversation, off: seq, state, body, result }) => {
    const sent = (JSON.parse(result) as { sentMessages?: { id: string }[] }).sentMessages ?? []
    return {
      id,
      conversation,
      seq,
      state,
      lineIds: sent.map((one) => one.id),
      bodyHash: bodyHash((JSON.parse(body) as { messages: unknown }).messages),
    }
  })
  const states = Map.groupBy(outbound, ({ state }) => state)
  const judged = await sim('POST', '/_sim/ledger/check', { inbound: [], outbound })
  const violations = (judged.violations as { rule: string }[]).filter(({ rule }) => !rule.startsWith('inbound_'))
  return { violations, count: (state: string) => states.get(state)?.length ?? 0 }
}

test('without faults everything is sent, what can be for free, and the books are clean', async () => {
  stage.channels.set({ replyWindow: 30 })
  await stage.startSender()
  const asked = await converse()
  const { violations, count } = await verdict(asked)
  expect(violations).toEqual([])
  expect(count('sent')).toBe(asked.length)
  const results = await stage.events()
  const replies = results.filter(
    ({ type, data }) => type === 'message.sent' && (data as { via: string }).via === 'reply',
  )
  expect(replies.length).toBeGreaterThanOrEqual(PEOPLE.length)
}, 120_000)

test('under faults before and after acceptance nothing is doubled, nothing overtakes, nothing false is said', async () => {
  stage.channels.set({ replyWindow: 30 })
  const path = '/v2/bot/message/*'
  const faults = [
    { kind: 'accept_then_drop', probability: 0.12 },
    { kind: 'accept_then_500', probability: 0.12 },
    { kind: 'accept_then_half_body', probability: 0.06 },
    { kind: 'accept_then_hang', probability: 0.04 },
    { kind: 'status', status: 500, probability: 0.05 },
    { kind: 'status', status: 400, probability: 0.03 },
    { kind: 'status', status: 429, text: 'flood', probability: 0.05 },
    { kind: 'drop', probability: 0.05 },
  ]
  for (const fault of faults) await sim('POST', '/_sim/faults', { ...fault, match: { method: 'POST', path } })
  await stage.startSender()
  const asked = await converse()
  const { violations, count } = await verdict(asked)
  expect(violations).toEqual([])
  expect(count('sent') + count('failed') + count('unknown')).toBe(asked.length)
  expect(count('sent')).toBeGreaterThan(asked.length / 2)
}, 120_000)
