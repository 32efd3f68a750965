import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { json, PUSH } from '../../line/script.fixture.ts'
import { openSchema } from '../../projector/schema.ts'
import { openStage, type Stage } from '../stage.fixture.ts'
import { createPlanner, type Planner } from './plan.fixture.ts'

let stage: Stage
let planner: Planner
beforeAll(async () => {
  stage = await openStage()
  planner = createPlanner(stage)
  await stage.startSender()
})
beforeEach(() => stage.reset())
afterAll(() => stage.stop())

const HOUR = 60 * 60_000
const pushes = (id: string) => stage.script.of(PUSH).filter((call) => call.retryKey === id)
const said = (id: string) => pushes(id).map(({ body }) => (body.messages as { text: string }[])[0]!.text)

test('at its time, not before, it goes once, under its id and by its author', async () => {
  const due = Date.now() + 1_200
  const plan = await planner.schedule('あとで', { due })
  await stage.result(plan.id)
  expect(pushes(plan.id)).toHaveLength(1)
  expect(pushes(plan.id)[0]!.at).toBeGreaterThanOrEqual(due)
  expect(await planner.about(plan.id, 'message.queued')).toMatchObject([
    { id: plan.id, cause: plan.ask, by: 'mika', data: { messages: [{ text: 'あとで' }] } },
  ])
  expect(await planner.kept(plan.id)).toMatchObject({ state: 'dispatched', body: null, event: null })
})

test('an edit takes its place, and one that is not based on the latest is none', async () => {
  const first = await planner.schedule('first', { due: Date.now() + HOUR })
  const second = await planner.edit(first, 'second', { due: Date.now() + HOUR })
  await planner.edit(first, 'too late', { due: Date.now() - 1 })
  await planner.edit(second, 'third', { due: Date.now() + 300 })
  await stage.result(first.id)
  expect(said(first.id)).toEqual(['third'])
})

test('cancelled it never goes, and says so once; sent now it goes at once', async () => {
  const one = await planner.schedule('never', { due: Date.now() + HOUR })
  await planner.tell('message.cancelAsked', one)
  await planner.tell('message.cancelAsked', one)
  const [cancelled] = await planner.until(one.id, 'message.cancelled')
  expect(cancelled).toMatchObject({ cause: one.ask, by: 'system' })
  await planner.tell('message.released', one)
  const other = await planner.schedule('now', { due: Date.now() + HOUR })
  await planner.tell('message.released', other)
  await stage.result(other.id)
  expect(said(one.id)).toEqual([])
  expect(await planner.about(one.id, 'message.cancelled')).toHaveLength(1)
})

test('it waits if the customer writes after it, in the order of the log; "send now" waives that', async () => {
  await stage.line('message', { message: { id: '1', type: 'text', text: 'earlier' } })
  const free = await planner.schedule('nobody wrote', { due: Date.now() + 400, hold: true })
  const kept = await planner.schedule('somebody wrote', { due: Date.now() + 400, hold: true }, `${stage.me()}B`)
  await stage.line('message', { message: { id: '2', type: 'text', text: 'wait' } }, `${stage.me()}B`)
  const [held] = await planner.until(kept.id, 'message.held')
  expect(held).toMatchObject({ cause: kept.ask, data: { why: 'wrote' } })
  await stage.result(free.id)
  await planner.tell('message.released', kept)
  await stage.result(kept.id)
  expect(said(kept.id)).toEqual(['somebody wrote'])
})

test('more than an hour late it is missed; an edit gives it another time', async () => {
  const plan = await planner.schedule('old', { due: Date.now() - HOUR - 1_000 })
  await planner.until(plan.id, 'message.missed')
  await planner.edit(plan, 'new', { due: Date.now() - HOUR + 30_000 })
  await stage.result(plan.id)
  expect(said(plan.id)).toEqual(['new'])
})

test('variables are filled at the due time; a missing one holds it by name, and again after "send now"', async () => {
  const plan = await planner.schedule('{{contact.name}} {{channel.name}} {{agent.name}}', { due: Date.now() })
  const [held] = await planner.until(plan.id, 'message.held')
  expect(held).toMatchObject({ data: { why: 'variable', name: 'contact.name' } })
  await planner.tell('message.released', plan)
  await planner.until(plan.id, 'message.held', 2)
  await openSchema(stage.database.pool, 1)
  const row = { name: 'さくら', language: null }
  await stage.database.pool.query(
    `insert into inbox_v1.contact (id, part, rev, row, channel, user_id) values ($1, 0, 0, $2, 'shop', 'U')`,
    [`shop:${stage.me()}`, JSON.stringify(row)],
  )
  await planner.tell('message.released', plan)
  await stage.result(plan.id)
  expect(said(plan.id)).toEqual(['さくら Shop Agent mika'])
})

test('what has gone is not taken back', async () => {
  const plan = await planner.schedule('too late to stop', { due: Date.now() })
  await stage.result(plan.id)
  await planner.tell('message.cancelAsked', plan)
  await stage.result(await stage.say('after'))
  expect(await stage.row(plan.id)).toMatchObject({ state: 'sent' })
  expect(await planner.about(plan.id, 'message.cancelled')).toEqual([])
})

test('what has begun and waits for LINE is taken back as any other send', async () => {
  stage.script.always(PUSH, json(500, {}))
  const front = await stage.say('in front, and in trouble')
  await stage.until(
    () => pushes(front).length,
    (tried) => tried > 0,
  )
  const plan = await planner.schedule('behind', { due: Date.now() })
  await planner.until(plan.id, 'message.queued')
  await planner.tell('message.cancelAsked', plan)
  expect(await stage.result(plan.id)).toMatchObject({ type: 'message.cancelled', cause: plan.id })
  stage.script.always(PUSH, null)
  await stage.result(front)
  expect(said(plan.id)).toEqual([])
})

test('deleted it keeps no words, and "send now" finds nothing', async () => {
  const plan = await planner.schedule('secret', { due: Date.now() - 2 * HOUR })
  await planner.until(plan.id, 'message.missed')
  await planner.tell('message.deleted', plan)
  await planner.tell('message.released', plan)
  await stage.result(await stage.say('after'))
  expect(await planner.kept(plan.id)).toMatchObject({ state: 'cancelled', body: null, event: null })
  expect(said(plan.id)).toEqual([])
})

test('a failed one that was deleted does not go when it is tried again', async () => {
  stage.channels.set({ state: 'archived' })
  const id = await stage.say('gone')
  await stage.result(id, 'message.failed')
  await stage.fact('message.deleted', { message: id }, { cause: id })
  stage.channels.set({ state: 'active' })
  const { id: again } = await stage.fact('message.retried', { message: id }, { cause: id })
  await stage.until(
    () => stage.row(id),
    (row) => row.ask === again && row.state === 'failed',
  )
  expect(pushes(id)).toEqual([])
})

test('what no column takes stops nobody', async () => {
  const data = { messages: [{ type: 'text', text: '\u0000' }], notificationDisabled: false, holdIfWrites: false }
  await stage.fact('message.scheduled', { ...data, message: 'a\u0000b', due: 1 })
  await stage.fact('message.scheduled', { ...data, message: uuidv7(), due: 1e300 })
  await stage.fact('message.scheduled', {})
  const plan = await planner.schedule('\u0000', { due: Date.now() })
  await stage.result(plan.id)
})
