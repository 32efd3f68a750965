import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv5 } from '@madoguchi/contracts/ids'
import {
  acceptThen,
  drip,
  drop,
  halfBody,
  hang,
  json,
  PUSH,
  REPLY,
  TOKEN,
  type Respond,
} from '../line/script.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'
import { tidy } from './sweep.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.startSender()
})
beforeEach(() => stage.reset())
afterAll(() => stage.stop())

const token = (name: string) => `${name} of ${stage.me()}`
/** Somebody else. */
const mika = () => `${stage.me()}mika`
const pushes = (id?: string) => stage.script.of(PUSH).filter((call) => id === undefined || call.retryKey === id)
const text = (call: { body: Record<string, unknown> }) => (call.body.messages as { text: string }[])[0]!.text
/** As if it had been asked for, tried and doubted so long ago. */
const age = (id: string, span: string) =>
  stage.database.pool.query(
    `update outbound set asked_at = asked_at - $2::interval, first_try_at = first_try_at - $2::interval,
       doubt_since = doubt_since - $2::interval, due_at = now() where id = $1`,
    [id, span],
  )
const tried = (id: string, times = 1) =>
  stage.until(
    () => stage.row(id),
    (row) => row.state === 'queued' && Number(row.attempt) >= times,
    `${times} attempts`,
  )

test('what an agent asks for reaches LINE and ends as sent on the log', async () => {
  const id = await stage.say('こんにちは')
  const sent = await stage.result(id)
  const accepted = stage.script.accepted.get(id)!
  expect(sent).toMatchObject({
    type: 'message.sent',
    key: `shop:${stage.me()}`,
    by: 'system',
    cause: id,
    data: {
      message: id,
      via: 'push',
      requestId: accepted.requestId,
      sentMessages: [{ id: accepted.id, quoteToken: `q${accepted.id}` }],
    },
  })
  expect(pushes(id)).toMatchObject([{ body: { to: stage.me(), notificationDisabled: false } }])
  await stage.until(
    () => stage.row(id),
    (row) => row.state === 'sent' && row.reported_at !== null,
  )
})

test('a message goes out at once, not at the next look', async () => {
  await stage.result(await stage.say('the first is slower: connections, token'))
  const waits: number[] = []
  for (let i = 0; i < 5; i += 1) {
    const asked = Date.now()
    const id = await stage.say(`${i}`)
    await stage.result(id)
    waits.push(pushes(id)[0]!.at - asked)
  }
  // Each begins right after a look; by looking alone each would wait for a second.
  expect(waits.toSorted((a, b) => a - b)[2]).toBeLessThan(500)
})

test.each([
  ['dropped', drop],
  ['a 500', json(500, {})],
  ['silent', hang],
  ['dripping', drip],
  ['cut in half', halfBody],
] as [string, Respond][])(
  'an acceptance whose answer is %s is asked for again and ends as sent, accepted once',
  async (_name, fate) => {
    stage.script.next(PUSH, acceptThen(fate))
    const id = await stage.say('?')
    const sent = await stage.result(id)
    expect(sent).toMatchObject({
      type: 'message.sent',
      data: { sentMessages: [{ id: stage.script.accepted.get(id)!.id }] },
    })
    expect(pushes(id).map(({ body }) => body)).toEqual([pushes(id)[0]!.body, pushes(id)[0]!.body])
    expect(await stage.row(id)).toMatchObject({ in_doubt: true })
  },
)

test('per conversation one call in flight, in order, and a slow one holds up nobody else', async () => {
  let flying = 0
  let most = 0
  stage.script.always(PUSH, (seen, response) => {
    if (seen.body.to !== stage.me()) return json(200, { sentMessages: [{ id: '1' }] })(seen, response)
    most = Math.max(most, ++flying)
    setTimeout(() => {
      flying -= 1
      json(200, { sentMessages: [{ id: '1' }] })(seen, response)
    }, 150)
  })
  const mine = []
  for (let i = 0; i < 6; i += 1) mine.push(await stage.say(`mine ${i}`))
  const others = await Promise.all(Array.from({ length: 10 }, (_, i) => stage.say('other', `${stage.me()}other${i}`)))
  await Promise.all(others.map((id) => stage.result(id)))
  const results = await Promise.all(mine.map((id) => stage.result(id)))
  expect(results.map(({ type }) => type)).toEqual(mine.map(() => 'message.sent'))
  expect(most).toBe(1)
  const calls = stage.script.of(PUSH)
  expect(calls.filter(({ body }) => body.to === stage.me()).map(text)).toEqual(mine.map((_, i) => `mine ${i}`))
  const lastOfMine = calls.findLastIndex(({ body }) => body.to === stage.me())
  const served = new Set(calls.slice(0, lastOfMine).map(({ body }) => body.to))
  expect(served.size).toBe(11)
})

test('trouble holds only its own conversation, and a refusal frees the next', async () => {
  const words = {
    message: 'The request body has 1 error(s)',
    details: [{ message: 'May not be empty', property: 'messages[0].text' }],
  }
  stage.script.next(PUSH, json(400, words))
  const bad = await stage.say('bad')
  const next = await stage.say('next')
  expect(await stage.result(bad)).toMatchObject({
    type: 'message.failed',
    data: { message: bad, reason: 'refused', status: 400, lineMessage: words.message, details: words.details },
  })
  expect(await stage.result(next)).toMatchObject({ type: 'message.sent' })
  expect(pushes(bad)).toHaveLength(1)
})

test('the three 429s: a pause, a failure, a wait of this conversation', async () => {
  stage.script.next(PUSH, json(429, { message: 'The API rate limit has been exceeded. Try again later.' }))
  expect(await stage.result(await stage.say('rate'))).toMatchObject({ type: 'message.sent' })
  stage.script.next(PUSH, json(429, { message: 'You have reached your monthly limit.' }))
  expect(await stage.result(await stage.say('quota'))).toMatchObject({
    type: 'message.failed',
    data: { reason: 'quota' },
  })
  stage.script.next(PUSH, json(429, { message: 'Too many messages to one person' }))
  const flood = await stage.say('flood')
  await tried(flood)
  const other = await stage.say('other', mika())
  expect(await stage.result(other)).toMatchObject({ type: 'message.sent' })
  expect(await stage.result(flood)).toMatchObject({ type: 'message.sent' })
  expect(stage.script.of(PUSH).map(text)).toEqual(['rate', 'rate', 'quota', 'flood', 'other', 'flood'])
})

test('the end of the month’s quota is said of the channel; a free reply still goes and changes nothing, a push that LINE takes ends it', async () => {
  stage.script.always(PUSH, json(429, { message: 'You have reached your monthly limit.' }))
  const began = Date.now()
  expect(await stage.result(await stage.say('too many'))).toMatchObject({ data: { reason: 'quota' } })
  await stage.until(
    () => stage.channels.quota,
    (said) => said.length === 1,
  )
  expect(stage.channels.quota[0]).toBeGreaterThanOrEqual(began)
  stage.channels.set({ replyWindow: 30 })
  await stage.line('message', { replyToken: token('fresh') })
  expect(await stage.result(await stage.say('free'))).toMatchObject({ type: 'message.sent', data: { via: 'reply' } })
  expect(stage.channels.quota).toHaveLength(1)
  stage.script.always(PUSH, null)
  expect(await stage.result(await stage.say('raised'))).toMatchObject({ type: 'message.sent', data: { via: 'push' } })
  await stage.until(
    () => stage.channels.quota,
    (said) => said.length === 2,
  )
  expect(stage.channels.quota[1]).toBeNull()
})

test('a rate limit pauses the whole channel', async () => {
  stage.script.next(PUSH, json(429, { message: 'The API rate limit has been exceeded. Try again later.' }))
  const first = await stage.say('first')
  await tried(first)
  const other = await stage.say('other', mika())
  await Promise.all([stage.result(first), stage.result(other)])
  const [limited, ...later] = stage.script.of(PUSH)
  for (const call of later) expect(call.at - limited!.at).toBeGreaterThan(400)
  expect(later.at(-1)!.at - limited!.at).toBeLessThan(8_000)
})

test('refused credentials pause the channel and say so; nothing fails, and when LINE takes them again it goes on', async () => {
  stage.script.always(TOKEN, json(400, { error: 'invalid_request' }))
  stage.script.always(PUSH, json(401, { message: 'Authentication failed' }))
  const id = await stage.say('waiting')
  await stage.until(
    () => stage.channels.paused,
    (paused) => paused.length > 0,
  )
  expect(stage.channels.paused).toEqual(['token'])
  expect(stage.script.accepted.has(id)).toBe(false)
  stage.script.always(TOKEN, null)
  stage.script.always(PUSH, null)
  expect(await stage.result(id)).toMatchObject({ type: 'message.sent' })
  await stage.until(
    () => stage.channels.paused,
    (paused) => paused.length === 2,
  )
  expect(stage.channels.paused).toEqual(['token', null])
})

test('without a connection it waits without doubt, and goes out when LINE is back', async () => {
  stage.script.always(PUSH, hang)
  await stage.script.refuse()
  const id = await stage.say('nobody there')
  await tried(id)
  expect(await stage.row(id)).toMatchObject({ in_doubt: false })
  stage.script.always(PUSH, null)
  await stage.script.listen()
  expect(await stage.result(id)).toMatchObject({ type: 'message.sent' })
  expect(pushes(id)).toHaveLength(1)
})

test('an answer to what just came in is a free reply, once per token; what follows is a push', async () => {
  stage.channels.set({ replyWindow: 30 })
  await stage.line('message', { replyToken: token('old') })
  await stage.line('message', { replyToken: token('newest') })
  const replied = await stage.say('free')
  expect(await stage.result(replied)).toMatchObject({ type: 'message.sent', data: { via: 'reply' } })
  const again = await stage.say('free too')
  expect(await stage.result(again)).toMatchObject({ data: { via: 'reply' } })
  const counted = await stage.say('counted')
  expect(await stage.result(counted)).toMatchObject({ data: { via: 'push' } })
  expect(stage.script.of(REPLY).map(({ body, retryKey }) => [body.replyToken, retryKey])).toEqual([
    [token('newest'), undefined],
    [token('old'), undefined],
  ])
})

test('a token older than the window, another conversation’s, and any at all with a window of 0 is not used', async () => {
  await stage.line('message', { replyToken: token('unused') })
  expect(await stage.result(await stage.say('window 0'))).toMatchObject({ data: { via: 'push' } })
  stage.channels.set({ replyWindow: 30 })
  await stage.database.pool.query("update reply_token set received_at = received_at - interval '31 seconds'")
  expect(await stage.result(await stage.say('too old'))).toMatchObject({ data: { via: 'push' } })
  await stage.line('message', { replyToken: token('mikas') }, mika())
  expect(await stage.result(await stage.say('not mine'))).toMatchObject({ data: { via: 'push' } })
  expect(stage.script.of(REPLY)).toHaveLength(0)
})

test.each([
  ['a used token', json(400, { message: 'Invalid reply token' })],
  ['a rate limit', json(429, { message: 'The API rate limit has been exceeded. Try again later.' })],
])('a reply that was certainly not sent (%s) becomes one push under the message’s id', async (_name, answer) => {
  stage.channels.set({ replyWindow: 30 })
  await stage.line('message', { replyToken: token('r') })
  stage.script.next(REPLY, answer)
  const id = await stage.say('once')
  expect(await stage.result(id)).toMatchObject({ type: 'message.sent', data: { via: 'push' } })
  expect(stage.script.of(REPLY)).toHaveLength(1)
  expect(pushes(id)).toHaveLength(1)
})

test.each([
  ['dropped', acceptThen(drop)],
  ['a 500', json(500, {})],
  ['silent', hang],
] as [string, Respond][])(
  'a reply whose answer is %s is unknown at once, and nothing more is sent',
  async (_name, fate) => {
    stage.channels.set({ replyWindow: 30 })
    await stage.line('message', { replyToken: token('r') })
    stage.script.next(REPLY, fate)
    const id = await stage.say('perhaps')
    const next = await stage.say('next')
    const unknown = await stage.result(id)
    expect(unknown).toMatchObject({ type: 'message.unknown', data: { message: id, via: 'reply' } })
    expect(unknown.data).not.toHaveProperty('retryUntil')
    expect(await stage.result(next)).toMatchObject({ type: 'message.sent' })
    expect(pushes(id)).toHaveLength(0)
    expect(stage.script.of(REPLY)).toHaveLength(1)
  },
)

test('whoever blocked, or is in another module’s hands, is not called', async () => {
  await stage.line('follow')
  await stage.line('unfollow')
  expect(await stage.result(await stage.say('blocked'))).toMatchObject({ data: { reason: 'blocked' } })
  await stage.line('message', { mode: 'standby' }, mika())
  expect(await stage.result(await stage.say('standby', mika()))).toMatchObject({ data: { reason: 'standby' } })
  expect(await stage.result(await stage.say('nobody', '?'))).toMatchObject({ data: { reason: 'unidentified' } })
  stage.channels.set({ state: 'archived' })
  expect(await stage.result(await stage.say('gone', `${stage.me()}ken`))).toMatchObject({
    data: { reason: 'channel_gone' },
  })
  expect(stage.script.calls).toHaveLength(0)
})

test('after five minutes in doubt agents are told, after thirty it ends unknown and the next goes on', async () => {
  stage.script.always(PUSH, json(500, {}))
  const id = await stage.say('?')
  const next = await stage.say('behind it')
  await tried(id)
  await age(id, '6 minutes')
  const delayed = await stage.result(id, 'message.delayed')
  expect(delayed).toMatchObject({ cause: id, data: { message: id } })
  expect((await stage.row(next)).attempt).toBe(0)
  await age(id, '25 minutes')
  const row = await stage.row(id)
  const unknown = await stage.result(id)
  const retryUntil = (row.first_try_at as Date).getTime() + 23 * 3_600_000
  expect(unknown).toMatchObject({ type: 'message.unknown', data: { via: 'push', retryUntil } })
  stage.script.always(PUSH, null)
  expect(await stage.result(next)).toMatchObject({ type: 'message.sent' })
})

test('after thirty minutes without any doubt it fails as expired', async () => {
  stage.script.always(PUSH, json(429, { message: 'some limit' }))
  const id = await stage.say('never')
  await tried(id)
  await age(id, '31 minutes')
  expect(await stage.result(id)).toMatchObject({ type: 'message.failed', data: { reason: 'expired' } })
})

test('taken back before any doubt it is cancelled; in doubt it ends unknown and is not tried again', async () => {
  stage.script.next(PUSH, json(429, { message: 'some limit' }))
  const sure = await stage.say('sure')
  await tried(sure)
  const behind = await stage.say('behind')
  await stage.fact('message.cancelAsked', { message: behind }, { cause: behind })
  expect(await stage.result(behind)).toMatchObject({ type: 'message.cancelled', data: { message: behind } })
  await stage.fact('message.cancelAsked', { message: sure }, { cause: sure })
  const ended = await stage.result(sure)
  expect(ended.type === 'message.cancelled' ? pushes(sure).length : 'sent meanwhile').toBe(
    ended.type === 'message.cancelled' ? 1 : 'sent meanwhile',
  )
  stage.script.next(PUSH, json(500, {}))
  const doubtful = await stage.say('doubtful', mika())
  await tried(doubtful)
  await age(doubtful, '1 second')
  await stage.database.pool.query("update outbound set due_at = now() + interval '1 minute' where id = $1", [doubtful])
  await stage.fact('message.cancelAsked', { message: doubtful }, { key: `shop:${mika()}`, cause: doubtful })
  const unknown = await stage.result(doubtful)
  expect(unknown).toMatchObject({ type: 'message.unknown' })
  expect(unknown.data).toHaveProperty('retryUntil')
  expect(pushes(behind)).toHaveLength(0)
})

test('a call in flight decides before a wish to take it back', async () => {
  let answer: (() => void) | undefined
  stage.script.next(
    PUSH,
    (seen, response) => void (answer = () => json(200, { sentMessages: [{ id: '7' }] })(seen, response)),
  )
  const id = await stage.say('too late')
  await stage.until(
    () => answer,
    (given) => given !== undefined,
  )
  await stage.fact('message.cancelAsked', { message: id }, { cause: id })
  await stage.until(
    () => stage.row(id),
    (row) => row.cancel_asked === true,
  )
  answer!()
  expect(await stage.result(id)).toMatchObject({ type: 'message.sent' })
  stage.script.next(PUSH, (seen, response) => void (answer = () => json(500, {})(seen, response)))
  const second = await stage.say('doubt')
  answer = undefined
  await stage.until(
    () => answer,
    (given) => given !== undefined,
  )
  await stage.fact('message.cancelAsked', { message: second }, { cause: second })
  await stage.until(
    () => stage.row(second),
    (row) => row.cancel_asked === true,
  )
  answer!()
  expect(await stage.result(second)).toMatchObject({ type: 'message.unknown' })
  expect(pushes(second)).toHaveLength(1)
})

test('trying again keeps id and key, has its own result, and waits behind what was asked meanwhile', async () => {
  stage.script.next(PUSH, json(429, { message: 'You have reached your monthly limit.' }))
  const id = await stage.say('again')
  await stage.result(id)
  const late = await stage.fact(
    'message.failed',
    { message: id, reason: 'quota' },
    { cause: id, id: uuidv5(id, 'message.failed') },
  )
  const retried = await stage.fact('message.retried', { message: id }, { cause: id })
  await stage.until(
    () => stage.row(id),
    (row) => row.ask === retried.id,
  )
  await stage.log.append(late) // a copy of the first result closes nothing
  await stage.log.append(retried) // nor does a copy of the wish ask again
  const sent = await stage.result(id)
  expect(sent).toMatchObject({ type: 'message.sent', cause: retried.id, id: uuidv5(retried.id, 'message.sent') })
  expect(pushes(id)).toHaveLength(2)
  await stage.result(await stage.say('after the copies'))
  expect(pushes(id)).toHaveLength(2)
})

test('trying again after an unknown outcome finds the hidden success', async () => {
  stage.script.next(PUSH, acceptThen(drop))
  stage.script.always(PUSH, json(500, {}))
  const id = await stage.say('hidden')
  await tried(id)
  await age(id, '31 minutes')
  expect(await stage.result(id)).toMatchObject({ type: 'message.unknown' })
  stage.script.always(PUSH, null)
  const retried = await stage.fact('message.retried', { message: id }, { cause: id })
  await stage.until(
    () => stage.row(id),
    (row) => row.ask === retried.id,
  )
  expect(await stage.result(id)).toMatchObject({
    type: 'message.sent',
    cause: retried.id,
    data: { sentMessages: [{ id: stage.script.accepted.get(id)!.id }] },
  })
})

test('texts are kept for a day after the end and not longer', async () => {
  const id = await stage.say('forget me')
  await stage.result(id)
  await tidy(stage.database.pool)
  expect((await stage.row(id)).body).toContain('forget me')
  await stage.database.pool.query("update outbound set result_at = result_at - interval '25 hours'")
  await tidy(stage.database.pool)
  expect((await stage.row(id)).body).toBeNull()
})
