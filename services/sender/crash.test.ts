// Whoever dies, and whenever: nothing is lost, nothing is said twice, order is kept.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { json, PUSH, REPLY } from '../line/script.fixture.ts'
import { push } from '../line/send.ts'
import { decide } from './decide.ts'
import { claim, type Job } from './outbound/claim.ts'
import { finish } from './outbound/ending.ts'
import { openStage, type Stage } from './stage.fixture.ts'

let stage: Stage
const CHILD = 'doomed'
const children = new Set<ChildProcess>()
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await Promise.all([...children].map((child) => end(child, 'SIGKILL')))
  await stage.stop()
})

async function startChild(): Promise<ChildProcess> {
  const url = `${stage.database.url}?application_name=${CHILD}`
  const program = join(import.meta.dirname, 'child.fixture.ts')
  const child = spawn(process.execPath, [program, url, stage.script.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the sender ended with ${code}`)))
  })
  return child
}
async function end(child: ChildProcess, signal: NodeJS.Signals) {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}
/** As if the 30 seconds of a lease had passed; once nobody lives who holds one, nor a claim of the dead is still being written. */
async function passLeases() {
  const { pool } = stage.database
  await stage.until(
    async () => (await pool.query('select 1 from pg_stat_activity where application_name = $1', [CHILD])).rowCount,
    (connections) => connections === 0,
    'the end of the dead one’s connections',
  )
  await pool.query("update outbound set lease_until = now() - interval '1 ms', due_at = now() where state = 'sending'")
}

/** Everything accepted, in order: what stands in it, never twice. */
const accepted = () => [...stage.script.accepted.values()].map(({ body }) => (body as { text: string }[])[0]!.text)
const mine = (person: string) => accepted().filter((text) => text.startsWith(`${person} `))

/** Claims what is due as a sender would, and then does nothing: a sender that died. */
async function claimAndDie(person = stage.me()): Promise<Job> {
  const parts = Array.from({ length: 12 }, (_, part) => part)
  const channel = stage.channels.get('shop')
  const jobs = await claim({
    pool: stage.database.pool,
    parts,
    shut: [],
    limit: 1,
    decide: (claimed) => decide({ claimed, channel, now: Date.now() }),
  })
  expect(jobs.map(({ claimed }) => claimed.conversation)).toEqual([`shop:${person}`])
  return jobs[0]!
}
/** The sender has read of it and stands still: LINE is away. */
async function readAndStop(id: string) {
  const sender = await stage.startSender()
  await stage.until(
    () => stage.row(id),
    (row) => row.state !== undefined,
  )
  await sender.stop()
  await stage.database.pool.query(
    "update outbound set state = 'queued', lease_until = null, first_try_at = null, in_doubt = false, doubt_since = null, due_at = now() where id = $1",
    [id],
  )
}

test('senders killed at any moment lose nothing, double nothing and keep the order', async () => {
  const people = ['Ua', 'Ub', 'Uc']
  const asked: { id: string; person: string }[] = []
  stage.script.always(PUSH, null)
  for (let round = 0; round < 4; round += 1) {
    const sender = await startChild()
    const before = stage.script.calls.length
    for (let i = 0; i < 4; i += 1)
      for (const person of people) asked.push({ id: await stage.say(`${person} ${round}.${i}`, person), person })
    await stage.until(
      () => stage.script.calls.length,
      (calls) => calls >= before + 1 + round * 2,
      'calls before the kill',
    )
    await end(sender, 'SIGKILL')
    await passLeases()
  }
  const last = await startChild()
  const results = await Promise.all(asked.map(({ id }) => stage.result(id)))
  await end(last, 'SIGTERM')
  expect(new Set(results.map(({ type }) => type))).toEqual(new Set(['message.sent']))
  expect(stage.script.accepted.size).toBe(asked.length)
  expect(new Set(accepted()).size).toBe(asked.length)
  for (const person of people) expect(mine(person)).toEqual(mine(person).toSorted())
}, 120_000)

test('two senders: never two calls in flight for one conversation, and in order', async () => {
  const people = ['Ua', 'Ub', 'Uc', 'Ud', 'Ue']
  const flying = new Map<string, number>()
  let most = 0
  let number = 0
  const order: string[] = []
  stage.script.always(PUSH, (seen, response) => {
    const to = String(seen.body.to)
    flying.set(to, (flying.get(to) ?? 0) + 1)
    most = Math.max(most, flying.get(to)!)
    order.push((seen.body.messages as { text: string }[])[0]!.text)
    setTimeout(() => {
      flying.set(to, flying.get(to)! - 1)
      json(200, { sentMessages: [{ id: String(++number) }] })(seen, response)
    }, 10)
  })
  const senders = await Promise.all([startChild(), startChild()])
  const asked: string[] = []
  for (let i = 0; i < 8; i += 1) for (const person of people) asked.push(await stage.say(`${person} ${i}`, person))
  await Promise.all(asked.map((id) => stage.result(id)))
  expect(most).toBe(1)
  expect(order).toHaveLength(asked.length)
  for (const person of people) {
    const texts = order.filter((text) => text.startsWith(person))
    expect(texts).toEqual(texts.toSorted())
  }
  await Promise.all(senders.map((child) => end(child, 'SIGTERM')))
}, 120_000)

test('claimed, before LINE was called: another sends it, once', async () => {
  const id = await stage.say('claimed')
  await stage.script.refuse()
  await readAndStop(id)
  await claimAndDie()
  await stage.script.listen()
  await passLeases()
  await stage.startSender()
  expect(await stage.result(id)).toMatchObject({ type: 'message.sent' })
  expect(stage.script.accepted.size).toBe(1)
})

test('died during a push and found too late: LINE may have it, so it is unknown and not failed', async () => {
  const id = await stage.say('perhaps')
  await stage.script.refuse()
  await readAndStop(id)
  await claimAndDie()
  await passLeases()
  await stage.database.pool.query("update outbound set asked_at = asked_at - interval '31 minutes'")
  await stage.startSender()
  expect(await stage.result(id)).toMatchObject({ type: 'message.unknown', data: { via: 'push' } })
})

test('accepted, before it was written: the repeat is a 409 and tells the ids', async () => {
  const id = await stage.say('accepted')
  await stage.script.refuse()
  await readAndStop(id)
  await stage.script.listen()
  const { claimed, step } = await claimAndDie()
  if (step.do !== 'push') throw new Error(`not a push but ${step.do}`)
  await push(stage.clients.for(stage.channels.get('shop')!), { ...claimed.body!, to: step.to, retryKey: id })
  await passLeases()
  await stage.startSender()
  const sent = await stage.result(id)
  expect(sent).toMatchObject({
    type: 'message.sent',
    data: { sentMessages: [{ id: stage.script.accepted.get(id)!.id }] },
  })
  expect(stage.script.of(PUSH)).toHaveLength(2)
  expect(stage.script.accepted.size).toBe(1)
})

test('written, before it was said: the sweep says it; said, before it was noted: it is noted, or said again under the same id', async () => {
  const id = await stage.say('written')
  await stage.script.refuse()
  await readAndStop(id)
  const { claimed } = await claimAndDie()
  const data = { message: id, via: 'push' as const, sentMessages: [{ id: '1' }] }
  expect(await finish(stage.database.pool, claimed, { state: 'sent', data })).toMatchObject({ id })
  const sender = await stage.startSender()
  expect((await stage.result(id)).id).toBe(uuidv5(id, 'message.sent'))
  await sender.stop()
  await stage.database.pool.query('update outbound set reported_at = null')
  await stage.startSender()
  await stage.until(
    () => stage.row(id),
    (row) => row.reported_at !== null,
  )
  expect((await stage.result(id)).type).toBe('message.sent') // however often, under one id
  expect(stage.script.of(PUSH)).toHaveLength(0)
})

test('died during a reply: unknown, and nothing is sent', async () => {
  stage.channels.set({ replyWindow: 30 })
  await stage.line('message', { replyToken: 'r' })
  const id = await stage.say('perhaps')
  await stage.script.refuse()
  await readAndStop(id)
  await stage.database.pool.query('update reply_token set used_by = null')
  await stage.database.pool.query('update outbound set via = null where id = $1', [id])
  await stage.script.listen()
  const job = await claimAndDie()
  expect(job.replyToken).toBe('r')
  await passLeases()
  stage.script.reset()
  await stage.startSender()
  expect(await stage.result(id)).toMatchObject({ type: 'message.unknown', data: { via: 'reply' } })
  expect(stage.script.calls.filter(({ path }) => path === PUSH || path === REPLY)).toHaveLength(0)
})

test('a result of a claim that is another’s by now changes nothing', async () => {
  const id = await stage.say('late')
  await stage.script.refuse()
  await readAndStop(id)
  const first = await claimAndDie()
  await passLeases()
  await claimAndDie()
  const data = { message: id, reason: 'refused' }
  expect(await finish(stage.database.pool, first.claimed, { state: 'failed', data })).toBeNull()
  expect((await stage.row(id)).state).toBe('sending')
})

test('a checkpoint set to 0, and a database that has lost everything, send nothing twice', async () => {
  const sender = await stage.startSender()
  const ids = [await stage.say('one'), await stage.say('two')]
  stage.script.next(PUSH, json(400, { message: 'no' }))
  ids.push(await stage.say('refused', 'Umika'))
  await Promise.all(ids.map((id) => stage.result(id)))
  await sender.stop()
  const { pool } = stage.database
  await pool.query("update checkpoint set next = 0, last_key = null where reader = 'sender'")
  const again = await stage.startSender()
  await caughtUp()
  await again.stop()
  await pool.query("delete from checkpoint where reader = 'sender'")
  await pool.query('truncate outbound, reply_token, sender_conversation')
  await stage.startSender()
  await caughtUp()
  const next = await stage.say('after')
  await stage.result(next)
  expect(stage.script.of(PUSH)).toHaveLength(4)
  for (const id of ids) await stage.result(id)
})

test('nothing is sent before the log is read to where it stood: what was sent already stands further on', async () => {
  const { id } = await stage.fact('message.queued', {
    messages: [{ type: 'text', text: 'old' }],
    notificationDisabled: false,
  })
  await Promise.all(Array.from({ length: 1_200 }, () => stage.fact('log.beat', {})))
  await stage.fact(
    'message.sent',
    { message: id, via: 'push', sentMessages: [] },
    { cause: id, id: uuidv5(id, 'message.sent') },
  )
  await stage.startSender()
  await caughtUp()
  await stage.result(await stage.say('new'))
  expect(stage.script.of(PUSH).map(({ retryKey }) => retryKey)).not.toContain(id)
  expect(await stage.row(id)).toMatchObject({ state: 'sent', attempt: 0 })
})

async function caughtUp() {
  const { pool } = stage.database
  await stage.until(
    async () => {
      const { rows } = await pool.query<{ behind: number }>(
        `select count(*)::int as behind from log.head h left join checkpoint c on c.reader = 'sender' and c.part = h.part
          where h.next > coalesce(c.next, 0)`,
      )
      return rows[0]!.behind
    },
    (behind) => behind === 0,
    'the sender at the log’s end',
  )
}
