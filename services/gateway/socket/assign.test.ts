// Whose a conversation is, over the wire: taking, giving, the lock and its override, the state of the case, escalation.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import type { CommandName } from '@madoguchi/contracts/socket/up'
import { conversationAt, messageAt } from '../rows.fixture.ts'
import { NIGHT, openStaffed, type Staffed } from './staffed.fixture.ts'

let staffed: Staffed
let desk: Staffed['desk']
beforeAll(async () => {
  staffed = await openStaffed()
  desk = staffed.desk
})
afterAll(() => desk.stop())

let n = 0
let conversation = ''
beforeEach(async () => {
  n += 1
  conversation = `${desk.shop}:A${n}`
  staffed.rule()
  staffed.team()
  // The test's log counts on its own: what is appended is newer than the rows below.
  desk.log.events.length = 0
  desk.log.events.push({ id: uuidv7(), type: 'test.filler', v: 1, key: '-:-', at: 0, by: 'system', data: {} })
  await stands({})
})

/** As a projector would leave it once it has read everything up to now. */
const stands = (more: Partial<Desk>) =>
  desk.commit([
    conversationAt(conversation, said().length, { desk: { ...NEW_DESK, status: 'open', case: 1, ...more } }),
  ])
const said = () => desk.log.events.slice(1)
const types = () => said().map(({ type }) => type)

type Name = keyof Staffed['ids']
const ask = (name: Name, command: CommandName, more: object = {}) =>
  staffed.screens[name].command(command, { id: uuidv7(), conversation, ...more })
const assign = (name: Name, assignee: string | null, team: string | null = null) =>
  ask(name, 'conversation:assign', { assignee, team })
const send = (name: Name, more: object = {}) =>
  ask(name, 'message:send', { messages: [{ type: 'text', text: 'はい' }], notificationDisabled: false, ...more })
const locked = () => ({ ok: false, code: 'locked', why: staffed.ids.mika })

test('taken is on the log with who did it, and the taker’s next send keeps its order behind it', async () => {
  const { mika } = staffed.ids
  const acks = await Promise.all([assign('mika', mika), send('mika')])
  expect(acks).toMatchObject([{ ok: true }, { ok: true }])
  expect(said()).toMatchObject([
    { type: 'conversation.assigned', key: conversation, by: mika, data: { assignee: mika, how: 'taken', told: [] } },
    { type: 'message.queued', by: mika },
  ])
  expect(said()[1]!.at).toBeGreaterThan(said()[0]!.at)
})

test('of two who take in the same instant the second is told whose it is, and what they send is locked', async () => {
  const { ids } = staffed
  const [mikas, kens] = await Promise.all([assign('mika', ids.mika), assign('ken', ids.ken)])
  const isMikas = said()[0]!.by === ids.mika
  const [winner, loser] = isMikas ? (['mika', 'ken'] as const) : (['ken', 'mika'] as const)
  expect(isMikas ? mikas : kens).toMatchObject({ ok: true })
  expect(isMikas ? kens : mikas).toEqual({ ok: false, code: 'stale', field: 'assignee', why: ids[winner] })
  expect(await send(loser)).toEqual({ ok: false, code: 'locked', why: ids[winner] })
  expect(await send(winner)).toMatchObject({ ok: true })
  expect(types()).toEqual(['conversation.assigned', 'message.queued'])
  await stands({ assignee: ids[winner] })
  expect(await assign(loser, ids[loser])).toMatchObject({ ok: true }) // taking over, now that it can be seen
})

test('the soft lock: refused with whose it is, "reply once" goes and is in the audit once', async () => {
  await stands({ assignee: staffed.ids.mika })
  expect(await send('ken')).toEqual(locked())
  expect(said()).toEqual([])
  const once = { id: uuidv7(), override: true }
  for (let i = 0; i < 2; i += 1) expect(await send('ken', once)).toMatchObject({ ok: true })
  expect(said()[0]).toMatchObject({ type: 'message.queued', data: { overrode: staffed.ids.mika } })
  const noted = (await staffed.audit('conversation.overrode')).filter(({ subject }) => subject === conversation)
  expect(noted).toEqual([
    {
      by: staffed.ids.ken,
      subject: conversation,
      detail: { assignee: staffed.ids.mika, by: 'message.queued', id: once.id },
    },
  ])
  expect(await send('mika')).toMatchObject({ ok: true })
})

test('scheduling, "send now" and trying again pass the soft lock alike, each in the audit once; the hard rule not', async () => {
  const { ids } = staffed
  const [failed, waiting] = [uuidv7(), uuidv7()]
  const at = { conversation, by: { kind: 'agent' as const, id: ids.ken } }
  const row = (id: string, state: 'failed' | 'scheduled') =>
    messageAt(
      conversation,
      0,
      {
        ...at,
        direction: 'outbound',
        at: Date.now(),
        delivery: { state, notificationDisabled: false, askedAt: 1, ask: id, stateAt: 1, due: Date.now() + 3_600_000 },
      },
      id,
    )
  await stands({ assignee: ids.mika })
  await desk.commit([row(failed, 'failed'), row(waiting, 'scheduled')])
  const plan = { messages: [{ type: 'text', text: 'あとで' }], notificationDisabled: false, holdIfWrites: false }
  const wishes = [
    ['message:schedule', 'message.scheduled', { ...plan, message: uuidv7(), due: Date.now() + 3_600_000 }],
    ['message:release', 'message.released', { message: waiting }],
    ['message:retry', 'message.retried', { message: failed }],
  ] as const
  const noted = async () => (await staffed.audit('conversation.overrode')).filter((one) => one.subject === conversation)

  for (const [command, , wish] of wishes) expect(await ask('ken', command, wish)).toEqual(locked())
  staffed.rule({ lock: 'hard' })
  for (const [command, , wish] of wishes)
    expect(await ask('ken', command, { ...wish, override: true })).toEqual(locked())
  expect([said(), await noted()]).toEqual([[], []])
  staffed.rule()
  for (const [command, type, wish] of wishes) {
    const id = uuidv7()
    expect(await ask('ken', command, { ...wish, id, override: true })).toMatchObject({ ok: true })
    expect(said().at(-1)).toMatchObject({ type, by: ids.ken, data: { overrode: ids.mika } })
    expect((await noted()).map(({ detail }) => detail)).toContainEqual({ assignee: ids.mika, by: type, id })
  }
  expect(await noted()).toHaveLength(3)
  for (const override of [false, 'yes'])
    expect(await ask('ken', 'message:retry', { message: failed, override })).toMatchObject({
      code: 'malformed',
      field: 'override',
    })
})

test('the hard rule lets only the assignee and supervisors reply, take over and close', async () => {
  staffed.rule({ lock: 'hard' })
  await stands({ assignee: staffed.ids.mika })
  expect(await send('ken', { override: true })).toEqual(locked())
  expect(await assign('ken', staffed.ids.ken)).toEqual(locked())
  expect(await ask('ken', 'conversation:status', { status: 'resolved' })).toEqual(locked())
  const later = { messages: [{ type: 'text', text: 'あとで' }], notificationDisabled: false, holdIfWrites: false }
  const due = Date.now() + 3_600_000
  expect(await ask('ken', 'message:schedule', { ...later, message: uuidv7(), due })).toEqual(locked())
  expect(said()).toEqual([])
  expect(await send('boss')).toEqual(locked())
  expect(await send('boss', { override: true })).toMatchObject({ ok: true })
  expect(await send('mika')).toMatchObject({ ok: true })
})

test('an agent who is switched off locks nothing', async () => {
  staffed.rule({ lock: 'hard' })
  const { id } = await desk.person(`left${n}`, { [desk.shop]: ['agent'] })
  await stands({ assignee: id })
  expect(await send('ken')).toMatchObject({ code: 'locked', why: id })
  await desk.directory.agents.off(id, { by: 'system', address: null })
  expect(await send('ken')).toMatchObject({ ok: true })
})

test('given to a team, its members are told; taking over is noted', async () => {
  staffed.team('mika', 'ken', 'vera')
  const { mika, ken, vera } = staffed.ids
  expect(await assign('ken', null, NIGHT)).toMatchObject({ ok: true })
  expect((said()[0]!.data as { told: string[] }).told.toSorted()).toEqual([mika, vera].toSorted())
  await stands({ assignee: mika, team: NIGHT })
  expect(await assign('rin', ken, NIGHT)).toMatchObject({ code: 'forbidden', field: 'assignee' })
  expect(await assign('ken', ken, NIGHT)).toMatchObject({ ok: true })
  expect(await staffed.audit('conversation.overrode')).toContainEqual({
    by: ken,
    subject: conversation,
    detail: { assignee: mika, by: 'conversation.assigned', id: said()[1]!.id },
  })
})

test('the case goes through its states, and nothing to do is no event', async () => {
  const until = Date.now() + 60_000
  expect(await ask('mika', 'conversation:status', { status: 'open' })).toEqual({ ok: true })
  expect(await ask('mika', 'conversation:status', { status: 'snoozed', until: 1 })).toMatchObject({
    code: 'invalid',
    field: 'until',
  })
  const snooze = { id: uuidv7(), status: 'snoozed', until }
  for (let i = 0; i < 2; i += 1)
    expect(await ask('mika', 'conversation:status', snooze)).toMatchObject({ ok: true, at: { off: 1 } })
  expect(await ask('mika', 'conversation:status', { status: 'resolved' })).toMatchObject({ ok: true })
  expect(await ask('ken', 'conversation:status', { status: 'resolved' })).toEqual({ ok: true })
  expect(types()).toEqual(['conversation.statusChanged', 'conversation.statusChanged'])
  expect(said()[1]!.data).toMatchObject({ status: 'resolved', reopenUntil: said()[1]!.at + 24 * 3_600_000 })
})

test('a question to the supervisors comes back once; nothing waits once somebody says so', async () => {
  await stands({ needsReplySince: 1 })
  for (let i = 0; i < 2; i += 1) expect(await ask('ken', 'conversation:waive')).toMatchObject({ ok: true })
  expect(await ask('ken', 'conversation:escalate', { text: 'これは\u0000？' })).toMatchObject({ ok: true })
  expect(await ask('mika', 'conversation:escalate', { text: '私も' })).toEqual({
    ok: false,
    code: 'wrong_state',
    why: 'escalated',
  })
  expect(await ask('mika', 'conversation:return', { text: 'こう' })).toEqual({ ok: false, code: 'forbidden' })
  expect(await ask('boss', 'conversation:return', { text: 'こう' })).toMatchObject({ ok: true })
  expect(types()).toEqual(['conversation.replyWaived', 'conversation.escalated', 'conversation.returned'])
  expect(said()[2]!.data).toEqual({ text: 'こう', told: [staffed.ids.ken] })
})

test('who may only read, and who is of another channel, does none of it', async () => {
  const forbidden = { ok: false, code: 'forbidden' }
  const commands: [CommandName, object][] = [
    ['conversation:assign', { assignee: staffed.ids.vera, team: null }],
    ['conversation:status', { status: 'pending' }],
    ['conversation:waive', {}],
    ['conversation:escalate', { text: 'x' }],
    ['conversation:return', { text: 'x' }],
    ['note:write', { text: 'x', mentions: [], files: [] }],
    ['note:edit', { note: uuidv7(), text: 'x', mentions: [] }],
    ['note:delete', { note: uuidv7() }],
  ]
  for (const [name, more] of commands) {
    expect(await ask('vera', name, more)).toEqual(forbidden)
    expect(await ask('boss', name, { ...more, conversation: `${desk.office}:U1` })).toEqual(forbidden)
  }
  expect(await ask('mika', 'conversation:waive', { conversation: `${desk.shop}:Nobody` })).toEqual({
    ok: false,
    code: 'not_found',
  })
  expect(await ask('mika', 'conversation:status', { status: 'lost' })).toMatchObject({
    code: 'malformed',
    field: 'status',
  })
  expect(said()).toEqual([])
})
