import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationId } from '@madoguchi/contracts/ids'
import type { Row } from '@madoguchi/contracts/row/row'
import type { Delivery } from '@madoguchi/contracts/row/message'
import { scheduledRoom, templatesRoom } from '@madoguchi/contracts/socket/room'
import { messageAt, templateAt } from '../rows.fixture.ts'
import { openDesk, type Desk, type Gate, type Screen } from './desk.fixture.ts'

let desk: Desk
let gate: Gate
let boss: Screen
let mika: Screen
let viewer: Screen
let mikaId: string

beforeAll(async () => {
  desk = await openDesk()
  gate = await desk.openGate()
  const open = async (name: string, rights: Parameters<Desk['person']>[1]) => {
    const person = await desk.person(name, rights)
    return { id: person.id, screen: await desk.screen(gate, person.cookie) }
  }
  ;({ screen: boss } = await open('boss', { '*': ['supervisor'] }))
  ;({ screen: mika, id: mikaId } = await open('mika', { [desk.shop]: ['agent'] }))
  ;({ screen: viewer } = await open('viewer', { [desk.office]: ['viewer'] }))
})
afterAll(() => desk.stop())

const MESSAGES = [{ type: 'text', text: '{{contact.name|お客様}}様' }]
const wish = (change: object, more: object = {}) => ({
  id: uuidv7(),
  template: uuidv7(),
  channel: desk.shop,
  based: {},
  change,
  ...more,
})
const last = () => desk.log.events.at(-1)!

test('drafts are every agent’s of the channel; who only looks, or is of another one, is refused', async () => {
  const one = wish({ name: '挨拶', messages: MESSAGES })
  expect(await mika.command('template:change', one)).toMatchObject({ ok: true })
  expect(last()).toMatchObject({ type: 'template.changed', key: `${desk.shop}:-`, by: mikaId })
  const no = { ok: false, code: 'forbidden' }
  expect(await viewer.command('template:change', one)).toEqual(no)
  expect(await mika.command('template:change', { ...one, channel: '*' })).toEqual(no)
  expect(await mika.command('template:change', { ...one, channel: desk.office })).toEqual(no)
  expect(await boss.command('template:change', { ...one, channel: 'nowhere' })).toEqual(no)
})

test('publishing is a supervisor’s, held against the other published ones, and noted', async () => {
  const [mine, other] = [uuidv7(), uuidv7()]
  const more = { channel: desk.shop, messages: MESSAGES }
  await desk.commit([
    templateAt(mine, 100, { ...more, shortcut: 'hi' }),
    templateAt(other, 100, { shortcut: 'hi', state: 'published' }),
  ])
  const publish = wish({ state: 'published' }, { template: mine, based: { state: 100 } })
  expect(await mika.command('template:change', publish)).toMatchObject({ code: 'forbidden', field: 'state' })
  expect(await boss.command('template:change', publish)).toMatchObject({ code: 'invalid', field: 'shortcut' })
  const renamed = {
    ...publish,
    id: uuidv7(),
    change: { state: 'published', shortcut: 'hello' },
    based: { state: 100, shortcut: 100 },
  }
  expect(await boss.command('template:change', renamed)).toMatchObject({ ok: true })
  const { rows } = await desk.database.pool.query("select subject from audit where what = 'template.published'")
  expect(rows).toEqual([{ subject: mine }])
})

test('two at once: the second is told whose change it would overwrite, before any row shows it', async () => {
  const id = uuidv7()
  await desk.commit([templateAt(id, 200, { channel: desk.shop, messages: MESSAGES })])
  // The test's log counts on its own: the change is newer than its row.
  while (desk.log.events.length <= 200) desk.log.events.push(last())
  const change = (name: string) => wish({ name }, { template: id, based: { name: 200 } })
  const answers = await Promise.all([
    mika.command('template:change', change('by mika')),
    boss.command('template:change', change('by the boss')),
  ])
  expect(answers[0]).toMatchObject({ ok: true })
  expect(answers[1]).toMatchObject({
    code: 'changed',
    clashes: [{ field: 'name', value: 'by mika', by: mikaId }],
  })
})

test('templates of all channels are told to everybody, those of one to who may see it', async () => {
  expect(await viewer.follow(templatesRoom('*'))).toMatchObject({ ok: true })
  expect(await viewer.follow(templatesRoom(desk.shop))).toEqual({ ok: false, code: 'forbidden' })
  expect(await mika.follow(templatesRoom(desk.shop))).toMatchObject({ ok: true })
  const [all, shop] = [templateAt(uuidv7(), 300), templateAt(uuidv7(), 300, { channel: desk.shop })]
  await desk.commit([all, shop])
  const told = (screen: Screen) => screen.heard('change').flatMap(({ rows }) => rows.map(({ id }) => id))
  await expect.poll(() => told(viewer)).toContain(all.id)
  await expect.poll(() => told(mika)).toContain(shop.id)
  expect(told(viewer)).not.toContain(shop.id)
})

test('what was ever scheduled is told in its channel’s room, also after a break', async () => {
  const room = scheduledRoom(desk.shop)
  expect(await viewer.follow(room)).toEqual({ ok: false, code: 'forbidden' })
  const conversation = conversationId(desk.shop, { userId: 'Uscheduled' })
  const delivery: Delivery = {
    state: 'scheduled',
    notificationDisabled: false,
    askedAt: 1,
    ask: 'a',
    stateAt: 1,
    due: 9,
  }
  const due = messageAt(conversation, 400, { direction: 'outbound', delivery })
  await desk.commit([due, messageAt(conversation, 401)])
  const since = Object.fromEntries(Array.from({ length: 12 }, (_, part) => [part, 0]))
  const answer = await mika.follow(room, since)
  const rows = 'changes' in answer ? (answer.changes as { rows: Row[] }[]).flatMap((change) => change.rows) : []
  expect(rows.map(({ id }) => id)).toEqual([due.id])
})
