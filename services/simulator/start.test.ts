import { request } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createClock } from './clock.ts'
import { startSimulator } from './start.ts'
import type { Loose } from './test/loose.fixture.ts'
import { openStage } from './test/stage.fixture.ts'
import { until } from './test/until.fixture.ts'

/** Host and Origin as a browser under foreign influence would send them; fetch would not let us. */
const statusWith = (url: string, headers: Record<string, string>) =>
  new Promise<number>((done, fail) => {
    request(url, { headers, agent: false }, (answer) => {
      answer.resume()
      done(answer.statusCode!)
    })
      .on('error', fail)
      .end()
  })

test('it refuses to start in production', async () => {
  await expect(startSimulator({ port: 0, production: true })).rejects.toThrow(/production/)
})

test('the admin interface is closed to rebound names and foreign pages, open to its own', async () => {
  const simulator = await startSimulator({ port: 0, allowedHosts: ['sim.example.com'] })
  const at = `localhost:${simulator.port}`
  const health = `${simulator.url}/_sim/health`
  expect(await statusWith(health, { host: 'evil.example.com' })).toBe(403)
  expect(await statusWith(health, { host: at, origin: 'https://evil.example.com' })).toBe(403)
  expect(await statusWith(health, { host: at, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await statusWith(`${simulator.url}/phone/`, { host: 'evil.example.com' })).toBe(403)
  for (const host of [at, `127.0.0.1:${simulator.port}`, `simulator:${simulator.port}`, 'sim.example.com'])
    expect([host, await statusWith(health, { host })]).toEqual([host, 200])
  expect(await statusWith(health, { host: at, origin: `http://${at}` })).toBe(200)
  await simulator.stop()
})

test('the same seed, moment and calls give the same people, events, ids and faults', async () => {
  const run = async (seed: string) => {
    const stage = await openStage({ seed, clock: createClock({ realNow: () => 1_760_000_000_000 }) })
    await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, {
      settings: { event: { standby: 0.5 }, timing: { duplicateAtOnce: 0.5 } },
    })
    const user = await stage.sim('POST', '/_sim/users', {})
    const acts = []
    for (let i = 0; i < 8; i++) acts.push(await stage.act({ do: 'say', text: String(i) }))
    const pushed = await stage.api('POST', '/v2/bot/message/push', {
      to: user.id,
      messages: [{ type: 'text', text: 'x' }],
    })
    await stage.sim('POST', '/_sim/drain', {})
    const events = stage.receiver
      .events()
      .map((event) => JSON.stringify([event.webhookEventId, event.replyToken, event.mode, event.message.id]))
    await stage.stop()
    return { user, acts, pushed: pushed.body, events: events.toSorted() }
  }
  const [one, two, other] = [await run('a'), await run('a'), await run('b')]
  expect(two).toEqual(one)
  expect(other.acts).not.toEqual(one.acts)
})

test('a restart never reuses a message id', async () => {
  const ids: string[] = []
  for (let i = 0; i < 2; i++) {
    const stage = await openStage()
    ids.push(...(await stage.act({ do: 'say', text: 'x' })).messageIds)
    await stage.stop()
  }
  expect(BigInt(ids[1]!) > BigInt(ids[0]!)).toBe(true)
})

test('a reset empties the ledger and brings another world', async () => {
  const stage = await openStage()
  await stage.act({ do: 'say', text: 'x' })
  await stage.sim('POST', '/_sim/drain', {})
  const world = await stage.sim('POST', '/_sim/reset', {
    seed: 's',
    world: { channels: [{ id: '1', name: 'only' }], users: [{ name: 'Solo' }] },
  })
  expect(world.channels.map((one: Loose) => one.name)).toEqual(['only'])
  expect((await stage.sim('GET', '/_sim/deliveries')).deliveries).toEqual([])
  await stage.stop()
})

test('the world tells no secrets', async () => {
  const stage = await openStage()
  expect(JSON.stringify(await stage.sim('GET', '/_sim/world'))).not.toContain(stage.channel.secret)
  await stage.stop()
})

test('the ledger is written as JSON lines too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  const ledgerFile = join(folder, 'ledger.jsonl')
  const stage = await openStage({ ledgerFile })
  await stage.act({ do: 'say', text: 'x' })
  await stage.line.pushMessage({ to: stage.people[0]!.id, messages: [{ type: 'text', text: 'y' }] })
  await stage.sim('POST', '/_sim/drain', {})
  await stage.stop()
  const lines = readFileSync(ledgerFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(new Set(lines.map((one) => one.kind))).toEqual(new Set(['call', 'delivery', 'message']))
  expect(lines.map((one) => one.n)).toEqual(lines.map((_one, i) => i))
  rmSync(folder, { recursive: true })
})

test('the stream tells live what happens, of the kinds asked for', async () => {
  const stage = await openStage()
  const abort = new AbortController()
  const answer = await fetch(`${stage.simulator.url}/_sim/stream?kinds=chat`, { signal: abort.signal })
  let text = ''
  const reading = (async () => {
    for await (const part of answer.body!) text += Buffer.from(part).toString()
  })().catch(() => undefined)
  await stage.act({ do: 'say', text: 'live!' })
  await until(() => text.includes('live!'), 'the chat on the stream')
  expect(text).toContain('event: chat')
  await stage.sim('POST', '/_sim/drain', {})
  expect(text).not.toContain('event: delivery')
  abort.abort()
  await reading
  await stage.stop()
})

test.each(['steady', 'ramp', 'day', 'after_broadcast'])(
  'a crowd of the shape %s talks, reports and drains',
  async (profile) => {
    const stage = await openStage()
    await stage.sim('POST', '/_sim/crowd', {
      channels: [stage.channel.id],
      users: 30,
      groups: 2,
      eventsPerSecond: 200,
      profile,
      seconds: 1,
    })
    await until(async () => (await stage.sim('GET', '/_sim/crowd')).running === false, 'the crowd to end')
    await stage.sim('POST', '/_sim/drain', {})
    const report = await stage.sim('GET', '/_sim/crowd')
    expect(report.raised).toBeGreaterThan(140)
    expect(report.raised).toBeLessThan(260)
    expect(report).toMatchObject({ backlog: 0, latencyMs: { p50: expect.any(Number), p99: expect.any(Number) } })
    expect(Object.keys(report.verdicts)).toEqual(['ok'])
    expect(new Set(stage.receiver.events().map((event) => event.webhookEventId)).size).toBe(report.raised)
    expect(new Set(stage.receiver.events().map((event) => event.message?.type ?? event.type)).size).toBeGreaterThan(4)
    await stage.stop()
  },
)

test('a crowd that answers presses the button of a message of ours', async () => {
  const stage = await openStage()
  await stage.sim('POST', '/_sim/crowd', {
    channels: [stage.channel.id],
    users: 1,
    eventsPerSecond: 5,
    seconds: 60,
    answer: true,
    mix: {
      text: 1,
      sticker: 0,
      images: 0,
      video: 0,
      voice: 0,
      file: 0,
      place: 0,
      postback: 0,
      edit: 0,
      unsend: 0,
      block: 0,
      quote: 0,
      mention: 0,
      group: 0,
      odd: 0,
    },
  })
  const [event] = await stage.receiver.waitFor(1)
  await stage.line.pushMessage({
    to: event!.source.userId,
    messages: [
      {
        type: 'text',
        text: '?',
        quickReply: {
          items: [{ type: 'action', action: { type: 'postback', label: 'Yes', data: 'yes', displayText: 'Yes' } }],
        },
      },
    ],
  })
  await stage.sim('POST', '/_sim/clock', { advanceMs: 6000 })
  await until(() => stage.receiver.events().some((one) => one.postback?.data === 'yes'), 'the button to be pressed')
  expect((await stage.sim('DELETE', '/_sim/crowd')).running).toBe(false)
  await stage.stop()
})
