// Two senders, a claim that came too late, a database that has forgotten: what needs no death to be seen. The deaths: check/sends.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { json, PUSH } from '../line/script.fixture.ts'
import { AGENTS } from './channels.fixture.ts'
import { passLeases } from './children.fixture.ts'
import { decide } from './decide.ts'
import { claim, type Job } from './outbound/claim.ts'
import { finish } from './outbound/ending.ts'
import { openStage, type Stage } from './stage.fixture.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.stop()
})

/** Claims what is due as a sender would, and then does nothing: a sender that died. */
async function claimAndDie(person = stage.me()): Promise<Job> {
  const parts = Array.from({ length: 12 }, (_, part) => part)
  const channel = stage.channels.get('shop')
  const jobs = await claim({
    pool: stage.database.pool,
    parts,
    shut: [],
    hard: () => false,
    limit: 1,
    decide: (claimed) => decide({ claimed, channel, agents: AGENTS, now: Date.now() }),
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
  await Promise.all([stage.startSender(), stage.startSender()])
  const asked: string[] = []
  for (let i = 0; i < 8; i += 1) for (const person of people) asked.push(await stage.say(`${person} ${i}`, person))
  await Promise.all(asked.map((id) => stage.result(id)))
  expect(most).toBe(1)
  expect(order).toHaveLength(asked.length)
  for (const person of people) {
    const texts = order.filter((text) => text.startsWith(person))
    expect(texts).toEqual(texts.toSorted())
  }
}, 120_000)

test('a result of a claim that is another’s by now changes nothing', async () => {
  const id = await stage.say('late')
  await stage.script.refuse()
  await readAndStop(id)
  const first = await claimAndDie()
  await passLeases(stage.database)
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
