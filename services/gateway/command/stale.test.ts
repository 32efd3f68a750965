// Sending into a conversation where something was said meanwhile (CM-26), over the wire.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDesk, type Desk, type Screen } from '../socket/desk.fixture.ts'
import { conversationAt, messageAt } from '../rows.fixture.ts'

let desk: Desk
let [mika, ken, afar, near]: Screen[] = []
beforeAll(async () => {
  desk = await openDesk()
  const gate = await desk.openGate()
  const screen = async (name: string) => desk.screen(gate, (await desk.person(name, { [desk.shop]: ['agent'] })).cookie)
  mika = await screen('mika')
  ken = await screen('ken')
  const { cookie } = await desk.person('ayu', { [desk.shop]: ['agent'] })
  near = await desk.screen(gate, cookie)
  afar = await desk.screen(await desk.openGate(), cookie)
})
afterAll(() => desk.stop())

let n = 0
let conversation = ''
beforeEach(async () => {
  n += 1
  conversation = `${desk.shop}:S${n}`
  desk.log.events.length = 0
  await desk.commit([conversationAt(conversation, n * 100)])
})
const idOf = (name: string) => `${name}-${n}`
const inbound = async (id: string, at: number) =>
  desk.commit([messageAt(conversation, n * 100 + at, { at, event: idOf(id) }, idOf(id))])
const sending = (more: object = {}) => ({
  id: uuidv7(),
  conversation,
  messages: [{ type: 'text', text: 'はい' }],
  notificationDisabled: false,
  ...more,
})
const seen = (event: string, at: number) => ({ seen: { at, event: idOf(event) } })

test('nothing is sent when the customer has written since; "send anyway" sends it under the same id', async () => {
  await inbound('q1', 1)
  expect(await mika!.command('message:send', sending(seen('q1', 1)))).toMatchObject({ ok: true })
  await inbound('q2', 2)
  const wish = sending(seen('q1', 1))
  const refusal = { ok: false, code: 'stale', missed: [idOf('q2')] }
  expect(await mika!.command('message:send', wish)).toEqual(refusal)
  expect(await mika!.command('message:send', wish)).toEqual(refusal)
  expect(desk.log.events).toHaveLength(1)
  expect(await mika!.command('message:send', { ...wish, anyway: true })).toMatchObject({ ok: true })
  expect(desk.log.events.map(({ id }) => id).at(-1)).toBe(wish.id)
})

test('of two agents who send in the same instant one is told of the other; own sends in a row are not stale', async () => {
  await inbound('q1', 1)
  const [first, second] = [sending(seen('q1', 1)), sending(seen('q1', 1))]
  const acks = await Promise.all([mika!.command('message:send', first), ken!.command('message:send', second)])
  expect(acks.filter(({ ok }) => ok)).toHaveLength(1)
  const [won, lost] = acks[0]!.ok ? [first, second] : [second, first]
  expect(acks.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'stale', missed: [won.id] })
  expect(desk.log.events.map(({ id }) => id)).toEqual([won.id])
  const loser = lost === first ? mika! : ken!
  expect(await loser.command('message:send', { ...lost, anyway: true })).toMatchObject({ ok: true })
  expect(
    await loser.command('message:send', sending({ seen: { at: desk.log.events[0]!.at, event: won.id } })),
  ).toMatchObject({
    ok: true,
  })
})

test('… so it is when they are at two gateways, and a repeat at the other is known for what it is', async () => {
  await inbound('q1', 1)
  const [first, second] = [sending(seen('q1', 1)), sending(seen('q1', 1))]
  const acks = await Promise.all([mika!.command('message:send', first), afar!.command('message:send', second)])
  expect(acks.filter(({ ok }) => ok)).toHaveLength(1)
  const [won, lost] = acks[0]!.ok ? [first, second] : [second, first]
  expect(acks.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'stale', missed: [won.id] })
  expect(desk.log.events.map(({ id }) => id)).toEqual([won.id])
  const loser = lost === first ? mika! : afar!
  expect(await loser.command('message:send', { ...lost, anyway: true })).toMatchObject({ ok: true })
  expect(await (loser === afar ? near! : afar!).command('message:send', lost)).toMatchObject({ ok: true })
})

test('what a gateway that died was about to say holds up nobody for long', async () => {
  await inbound('q1', 1)
  await desk.database.pool.query(`insert into last_said values ($1, 'never', 'somebody', 2, now() - interval '31 s')`, [
    conversation,
  ])
  expect(await mika!.command('message:send', sending(seen('q1', 1)))).toMatchObject({ ok: true })
})

test('a repeat of what was taken is never stale, whatever was said since', async () => {
  await inbound('q1', 1)
  const wish = sending(seen('q1', 1))
  expect(await mika!.command('message:send', wish)).toMatchObject({ ok: true })
  await inbound('q2', 2)
  expect(await mika!.command('message:send', wish)).toMatchObject({ ok: true })
})

test('with nothing seen at all everything said is missed', async () => {
  await inbound('q1', 1)
  await inbound('q2', 2)
  expect(await mika!.command('message:send', sending({ seen: null }))).toMatchObject({
    missed: [idOf('q1'), idOf('q2')],
  })
  expect(await mika!.command('message:send', sending())).toMatchObject({ ok: true })
})
