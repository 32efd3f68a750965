// Commands over the wire: what is done, and every refusal.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { partitionOf } from '@madoguchi/contracts/ids'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import { REFUSALS } from '@madoguchi/contracts/socket/ack'
import { conversationAt, messageAt } from '../rows.fixture.ts'
import { openDesk, type Desk, type Gate, type Screen } from './desk.fixture.ts'

let desk: Desk
let gate: Gate
let screen: Screen
let mika: { id: string; cookie: string }
/** How far the gateway's clock is ahead, ms. */
let ahead = 0
const seen = new Set<string>()

beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate({ appendMs: 200, now: () => Date.now() + ahead })
  mika = await desk.person('mika', { [desk.shop]: ['agent'] })
  screen = await desk.screen(gate, mika.cookie)
})
afterAll(() => desk.stop())

let n = 0
let conversation = ''
beforeEach(async () => {
  n += 1
  ahead = 0
  conversation = `${desk.shop}:U${n}`
  await desk.commit([conversationAt(conversation, n * 100)])
  desk.log.events.length = 0
})

const text = (words: string) => [{ type: 'text', text: words }]
const sending = (more: object = {}) => ({
  id: uuidv7(),
  conversation,
  messages: text('はい、ございます'),
  notificationDisabled: false,
  ...more,
})
const ask = async (name: Parameters<Screen['command']>[0], body: unknown, by = screen) => {
  const ack = await by.command(name, body)
  if (!ack.ok) seen.add(ack.code)
  return ack
}
const outbound = (id: string, state: string, more: object = {}) =>
  messageAt(
    conversation,
    n * 100 + 1,
    {
      direction: 'outbound',
      at: Date.now(),
      by: { kind: 'agent', id: mika.id },
      delivery: {
        state,
        notificationDisabled: false,
        askedAt: Date.now(),
        ask: id,
        stateAt: Date.now(),
        ...more,
      } as never,
    },
    id,
  )

test('a send is acknowledged with its place on the log; the same id again is the same, elsewhere it is taken', async () => {
  const wish = sending()
  const ack = await ask('message:send', wish)
  expect(ack).toEqual({ ok: true, at: { part: partitionOf(conversation), off: 0 } })
  expect(desk.log.events).toMatchObject([
    { id: wish.id, type: 'message.queued', key: conversation, by: mika.id, data: { messages: wish.messages } },
  ])
  await desk.commit([outbound(wish.id, 'queued')])
  expect(await ask('message:send', wish)).toMatchObject({ ok: true })
  expect(await ask('message:send', { ...wish, messages: text('other words') })).toMatchObject({ ok: true })
  await desk.commit([conversationAt(`${desk.shop}:Elsewhere${n}`, n * 100)])
  expect(await ask('message:send', { ...wish, conversation: `${desk.shop}:Elsewhere${n}` })).toEqual({
    ok: false,
    code: 'id_taken',
  })
  expect(desk.log.events).toHaveLength(1)
})

test('sends of one conversation keep their order and their times differ, though no row shows the first yet', async () => {
  const wishes = Array.from({ length: 20 }, () => sending())
  const acks = await Promise.all(wishes.map((wish) => ask('message:send', wish)))
  expect(acks.every(({ ok }) => ok)).toBe(true)
  expect(desk.log.events.map(({ id }) => id)).toEqual(wishes.map(({ id }) => id))
  const times = desk.log.events.map(({ at }) => at)
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
})

test('an answer never sorts above its question, though the customer’s clock is ahead', async () => {
  const future = Date.now() + 60_000
  await desk.commit([messageAt(conversation, n * 100 + 1, { at: future })])
  await ask('message:send', sending())
  expect(desk.log.events[0]!.at).toBe(future + 1)
})

test('a command that does not fit its shape is refused by the first misfit’s path', async () => {
  const field = async (body: unknown) => (await ask('message:send', body)) as { code: string; field: string }
  expect(await field('x')).toMatchObject({ code: 'malformed', field: '' })
  expect(await field(sending({ id: 'no uuid' }))).toMatchObject({ code: 'malformed', field: 'id' })
  expect(await field(sending({ more: 1 }))).toMatchObject({ code: 'malformed', field: 'more' })
  expect((await field(sending({ messages: [{ type: 'text' }] }))).field).toMatch(/^messages/)
  expect(await field(sending({ conversation: `${conversation}\u0000` }))).toMatchObject({
    code: 'malformed',
    field: 'conversation',
  })
  expect(await ask('reading:set', { conversation, readTo: 1.5 })).toMatchObject({ code: 'malformed', field: 'readTo' })
})

test('too large a command is refused in words, and the line lives on', async () => {
  const ack = await ask('message:send', sending({ messages: text('x'.repeat(700_000)) }))
  expect(ack).toEqual({ ok: false, code: 'too_large', limit: 600_000 })
  expect(await ask('message:send', sending())).toMatchObject({ ok: true })
})

test('who may only read does not send; nobody reaches a channel without a right, or one that does not exist', async () => {
  const ken = await desk.screen(gate, (await desk.person('ken', { [desk.shop]: ['viewer'] })).cookie)
  const forbidden = { ok: false, code: 'forbidden' }
  expect(await ask('message:send', sending(), ken)).toEqual(forbidden)
  const spoken = { id: uuidv7(), message: uuidv7(), conversation }
  for (const name of ['message:retry', 'message:cancel'] as const)
    expect(await ask(name, spoken, ken)).toEqual(forbidden)
  expect(await ask('reading:set', { conversation, readTo: 1 }, ken)).toEqual({ ok: true })
  for (const other of [`${desk.office}:U1`, 'none:U1', 'U1']) {
    expect(await ask('message:send', sending({ conversation: other }))).toEqual(forbidden)
    expect(await ask('draft:set', { conversation: other, text: 'x', notificationDisabled: false, form: '' })).toEqual(
      forbidden,
    )
    expect(await ask('contact:refresh', { id: uuidv7(), conversation: other, reason: 'button' })).toEqual(forbidden)
  }
  expect(desk.log.events).toEqual([])
  ken.close()
})

test('what is not there, LINE’s limits and unreachable customers are refused with their reason', async () => {
  expect(await ask('message:send', sending({ conversation: `${desk.shop}:Unknown` }))).toEqual({
    ok: false,
    code: 'not_found',
  })
  expect(await ask('message:send', sending({ messages: text('x'.repeat(5_001)) }))).toMatchObject({
    code: 'invalid',
    field: 'messages[0].text',
    limit: 5_000,
  })
  await desk.commit([conversationAt(conversation, n * 100 + 2, { lastUnfollowAt: 5 })])
  expect(await ask('message:send', sending())).toEqual({ ok: false, code: 'unreachable', why: 'blocked' })
})

test('what another agent has is refused with whose it is', async () => {
  const { id } = await desk.person(`holder${n}`, { [desk.shop]: ['agent'] })
  await desk.commit([conversationAt(conversation, n * 100 + 3, { desk: { ...NEW_DESK, assignee: id } })])
  expect(await ask('message:send', sending())).toEqual({ ok: false, code: 'locked', why: id })
})

test('a field that a colleague has just changed is refused with theirs; another field is nobody’s business', async () => {
  const other = await desk.person(`writer${n}`, { [desk.shop]: ['agent'] })
  const theirs = await desk.screen(gate, other.cookie)
  const edit = (change: object) => ({ id: uuidv7(), conversation, change, based: {} })
  const first = await ask('contact:edit', edit({ name: '水野さん', memo: '常連' }), theirs)
  expect(first).toMatchObject({ ok: true })
  expect(await ask('contact:edit', edit({ name: '花さん' }))).toMatchObject({
    ok: false,
    code: 'changed',
    clashes: [{ field: 'name', value: '水野さん', by: other.id }],
  })
  expect(await ask('contact:edit', edit({ phone: '03-0000-0000' }))).toMatchObject({ ok: true })
  theirs.socket.disconnect()
})

test('trying again and taking back: asked on the log, or refused by state and time', async () => {
  const id = uuidv7()
  const wish = { id: uuidv7(), message: id, conversation }
  await desk.commit([outbound(id, 'failed')])
  expect(await ask('message:cancel', wish)).toEqual({ ok: false, code: 'wrong_state', why: 'failed' })
  expect(await ask('message:retry', wish)).toMatchObject({ ok: true })
  await desk.commit([outbound(id, 'queued', { ask: wish.id })])
  expect(await ask('message:retry', wish)).toMatchObject({ ok: true })
  expect(await ask('message:cancel', { ...wish, id: uuidv7() })).toMatchObject({ ok: true })
  await desk.commit([outbound(id, 'unknown', { retryUntil: Date.now() - 1 })])
  expect(await ask('message:retry', { ...wish, id: uuidv7() })).toEqual({ ok: false, code: 'too_late' })
  expect(desk.log.events.map(({ type }) => type)).toEqual(['message.retried', 'message.cancelAsked'])
})

test('sending later: scheduled, edited by what it is based on, sent now, deleted and settled; the last two are in the audit', async () => {
  const id = uuidv7()
  const about = () => ({ id: uuidv7(), message: id, conversation })
  const plan = (more: object = {}) => ({
    ...sending(),
    ...about(),
    due: Date.now() + 90_000,
    holdIfWrites: true,
    ...more,
  })
  expect(await ask('message:schedule', plan({ due: Date.now() }))).toMatchObject({ code: 'invalid', field: 'due' })
  const first = plan()
  expect(await ask('message:schedule', first)).toMatchObject({ ok: true })
  await desk.commit([outbound(id, 'scheduled', { ask: first.id, due: first.due })])
  expect(await ask('message:schedule', first)).toMatchObject({ ok: true })
  expect(await ask('message:schedule', plan({ basedOn: uuidv7() }))).toMatchObject({ code: 'stale', field: 'messages' })
  expect(await ask('message:schedule', plan({ basedOn: first.id }))).toMatchObject({ ok: true })
  expect(await ask('message:delete', about())).toMatchObject({ code: 'wrong_state', why: 'scheduled' })
  expect(await ask('message:release', about())).toMatchObject({ ok: true })
  await desk.commit([outbound(id, 'missed', { ask: first.id, due: first.due })])
  expect(await ask('message:delete', about())).toMatchObject({ ok: true })
  await desk.commit([outbound(id, 'unknown')])
  expect(await ask('message:settle', { ...about(), as: 'left' })).toMatchObject({ ok: true })
  expect(desk.log.events.map(({ type, cause }) => [type, cause])).toEqual([
    ['message.scheduled', undefined],
    ['message.scheduled', first.id],
    ['message.released', first.id],
    ['message.deleted', first.id],
    ['message.settled', id],
  ])
  const { rows } = await desk.database.pool.query<{ what: string }>(
    'select what from audit where subject = $1 order by id',
    [id],
  )
  expect(rows.map(({ what }) => what)).toEqual(['message.deleted', 'message.settled.left'])
})

test('the profile is asked for once by opening, and not twice in a row by the button', async () => {
  const refresh = (reason: string) => ask('contact:refresh', { id: uuidv7(), conversation, reason })
  expect(await refresh('opened')).toMatchObject({ ok: true })
  expect(await refresh('opened')).toEqual({ ok: true })
  expect(await refresh('button')).toEqual({ ok: false, code: 'too_many', limit: 6 })
  ahead = 11_000
  expect(await refresh('button')).toMatchObject({ ok: true })
  expect(desk.log.events.map(({ type, data }) => [type, data])).toEqual([
    ['contact.profileAsked', { reason: 'opened' }],
    ['contact.profileAsked', { reason: 'button' }],
  ])
})

test('a log that does not answer in time is “busy”; the late event arrives, the repeated id is safe, and beats say it', async () => {
  const release = desk.log.hold()
  const wish = sending()
  const began = performance.now()
  expect(await ask('message:send', wish)).toEqual({ ok: false, code: 'busy' })
  expect(performance.now() - began).toBeLessThan(1_500)
  await vi.waitFor(() => expect(screen.heard('beat').at(-1)?.degraded).toEqual(['log']), { timeout: 7_000 })
  release()
  await vi.waitFor(() => expect(desk.log.events.map(({ id }) => id)).toEqual([wish.id]))
  await desk.commit([outbound(wish.id, 'queued')])
  expect(await ask('message:send', wish)).toMatchObject({ ok: true })
  expect(desk.log.events).toHaveLength(1)
})

test('one line may ask so much and no more; others are not held up', async () => {
  const [loud, calm] = [await desk.screen(gate, mika.cookie), await desk.screen(gate, mika.cookie)]
  const acks = await Promise.all(Array.from({ length: 300 }, () => ask('unfollow', { room: 'workspace' }, loud)))
  expect(acks.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(200)
  expect(acks.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'too_many', limit: 600 })
  expect(await ask('unfollow', { room: 'workspace' }, calm)).toEqual({ ok: true })
  for (const one of [loud, calm]) one.close()
})

test('a session that ended is told with the next command, and the line is closed', async () => {
  const { cookie, id } = await desk.person('gone', { [desk.shop]: ['agent'] })
  const theirs = await desk.screen(gate, cookie)
  await desk.database.pool.query('delete from session where agent = $1', [id])
  ahead = 61_000
  expect(await ask('message:send', sending(), theirs)).toEqual({ ok: false, code: 'signed_out' })
  await vi.waitFor(() => expect(theirs.socket.connected).toBe(false))
  expect(theirs.heard('signed-out')).toEqual([{}])
  expect(desk.log.events).toEqual([])
})

test('every code of the list was met on the wire', () => {
  expect([...seen].sort()).toEqual([...REFUSALS].sort())
})

test('what is nested too deeply to be written is malformed for good, not busy: nobody repeats it', async () => {
  const { engine } = screen.socket.io
  const answered = new Promise<string>((resolve) =>
    engine.on('data', (data: unknown) => {
      if (typeof data === 'string' && data.startsWith('39999[')) resolve(data)
    }),
  )
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
  engine.write(
    `29999["message:send",{"id":"${uuidv7()}","conversation":"${conversation}","messages":${deep},"notificationDisabled":false}]`,
  )
  expect(JSON.parse((await answered).slice('39999'.length))).toMatchObject([{ ok: false, code: 'malformed' }])
  expect(await screen.command('message:send', sending())).toMatchObject({ ok: true })
})
