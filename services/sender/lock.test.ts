// The hard rule at the moment before LINE is called, in the order of the log.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import { json, PUSH } from '../line/script.fixture.ts'
import { createPlanner } from './schedule/plan.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.startSender()
})
beforeEach(() => {
  stage.reset()
  stage.channels.set({ desk: { ...DESK_RULES, lock: 'hard' } })
})
afterAll(() => stage.stop())

const messages = [{ type: 'text', text: 'はい' }]
const say = async (by: string) =>
  (await stage.fact('message.queued', { messages, notificationDisabled: false }, { by })).id
const assign = (assignee: string | null) =>
  stage.fact('conversation.assigned', { assignee, team: null, how: 'given', told: [] }, { by: 'boss' })
const pushes = (id: string) => stage.script.of(PUSH).filter((call) => call.retryKey === id)
const locked = (id: string) => ({ type: 'message.failed', data: { message: id, reason: 'locked' } })

test('what somebody else asked for after an assignment fails without a call; the assignee’s and a supervisor’s go', async () => {
  await assign('ken')
  const [other, own, boss] = [await say('mika'), await say('ken'), await say('boss')]
  expect(await stage.result(other)).toMatchObject(locked(other))
  expect(pushes(other)).toEqual([])
  for (const id of [own, boss]) expect(await stage.result(id)).toMatchObject({ type: 'message.sent' })
})

test('what waits when it is given to another agent does not go any more; given back, it may be tried again', async () => {
  stage.script.next(PUSH, json(429, { message: 'The API rate limit has been exceeded. Try again later.' }))
  const id = await say('mika')
  await stage.until(
    () => stage.row(id),
    ({ state, tries }) => state === 'queued' && Number(tries) > 0,
    'a first try',
  )
  await assign('ken')
  expect(await stage.result(id)).toMatchObject(locked(id))
  expect(pushes(id)).toHaveLength(1)
  await assign(null)
  await stage.fact('message.retried', { message: id }, { by: 'mika', cause: id })
  expect(await stage.result(id, 'message.sent')).toMatchObject({ data: { message: id } })
})

test('whoever tries it again answers for it', async () => {
  await assign('ken')
  const id = await say('mika')
  expect(await stage.result(id)).toMatchObject(locked(id))
  await stage.fact('message.retried', { message: id }, { by: 'ken', cause: id })
  expect(await stage.result(id, 'message.sent')).toMatchObject({ data: { message: id } })
})

test('a scheduled one is its author’s, and of who says "send now"', async () => {
  const planner = createPlanner(stage)
  await assign('ken')
  const [left, released] = [
    await planner.schedule('mika’s', { due: Date.now() + 200 }),
    await planner.schedule('mika’s', { due: Date.now() + 3_600_000 }),
  ]
  await stage.fact('message.released', { message: released.id }, { by: 'ken', cause: released.ask })
  expect(await stage.result(left.id)).toMatchObject(locked(left.id))
  expect(await stage.result(released.id)).toMatchObject({ type: 'message.sent' })
})

test('a rule’s assignment counts only while what it went by stands', async () => {
  const byRule = (assignee: string | null, based: number | null, at: number) =>
    stage.fact('conversation.assigned', { assignee, team: null, how: 'rule', told: [], based }, { by: 'system', at })
  const goes = async (by: string) => (await stage.result(await say(by))).type === 'message.sent'
  await byRule('rin', 5, 6) // went by what never was
  expect(await goes('mika')).toBe(true)
  await byRule('rin', null, 7)
  expect([await goes('mika'), await goes('rin')]).toEqual([false, true])
  const { at } = await assign('ken')
  await byRule('mika', 7, at + 1) // a person was quicker
  await byRule('mika', null, at + 2)
  expect([await goes('mika'), await goes('rin'), await goes('ken')]).toEqual([false, false, true])
  await byRule('mika', at, at + 3)
  expect([await goes('mika'), await goes('ken')]).toEqual([true, false])
})

test('without the hard rule nobody is asked whose it is', async () => {
  stage.channels.set({ desk: DESK_RULES })
  await assign('ken')
  const id = await say('mika')
  expect(await stage.result(id)).toMatchObject({ type: 'message.sent' })
})
