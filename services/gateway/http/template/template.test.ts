import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partitionOf } from '@madoguchi/contracts/ids'
import { messageAt, templateAt } from '../../rows.fixture.ts'
import { openDesk, type Desk } from '../desk.fixture.ts'
import { makeReadModel } from '../readModel.fixture.ts'
import { LATELY_MS } from '../snapshot/scheduled.ts'
import { revisionsOf } from './revisions.ts'

let desk: Desk
let all: string
let office: string
beforeAll(async () => {
  desk = await openDesk()
  await makeReadModel(desk.database.pool)
  all = await desk.person('aoi', { '*': ['viewer'] })
  office = await desk.person('ken', { [desk.office]: ['viewer'] })
})
afterAll(() => desk.stop())

async function putTemplate(id: string, channel: string) {
  const { part, row } = templateAt(id, 1, { channel })
  const values = [id, part, JSON.stringify(row), channel]
  await desk.database.pool.query(
    'insert into inbox_v1.template (id, part, rev, row, channel) values ($1, $2, 1, $3, $4)',
    values,
  )
}

type Put = { conversation: string; at: number; template?: string; state?: string; due?: number }
async function putMessage({ conversation, at, template, state, due }: Put): Promise<string> {
  const { id, part, row } = messageAt(conversation, 1, { at })
  await desk.database.pool.query(
    `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers, template, state, due)
     values ($1, $2, 1, $3, $4, $5, $1, 0, false, true, false, false, $6, $7, $8)`,
    [id, part, JSON.stringify(row), conversation, at, template, state, due],
  )
  return id
}

async function putRevision(template: string, off: number, change: object, key: string) {
  await desk.database.pool.query(
    `insert into inbox_v1.event (id, part, off, key, type, conversation, message, at, raw)
     values ($1, $2, $3, gen_random_uuid(), 'template.changed', $4, $5, $3, $6)`,
    [uuidv7(), partitionOf(key), off, key, template, JSON.stringify({ template, change })],
  )
}

const ids = (answer: { body: never }) => (answer.body as { rows: { id: string }[] }).rows.map(({ id }) => id)

test('templates of a channel are for who may see it, those of all for everybody', async () => {
  const [mine, every] = [uuidv7(), uuidv7()]
  await putTemplate(mine, desk.shop)
  await putTemplate(every, '*')
  const url = (channel: string) => `/api/channels/${encodeURIComponent(channel)}/templates`
  const shop = await desk.ask({ url: url(desk.shop), as: all })
  expect(ids(shop)).toEqual([mine])
  expect(Object.keys((shop.body as { cursor: object }).cursor)).toEqual([String(partitionOf(`${desk.shop}:-`))])
  expect((await desk.ask({ url: url(desk.shop), as: office })).status).toBe(403)
  expect((await desk.ask({ url: url('nowhere'), as: all })).status).toBe(404)
  expect(ids(await desk.ask({ url: url('*'), as: office }))).toEqual([every])
  expect((await desk.ask({ url: url('*') })).status).toBe(401)
})

test('uses are counted over the conversations one may see', async () => {
  const every = uuidv7()
  await putTemplate(every, '*')
  for (const [conversation, at] of [
    [`${desk.shop}:U1`, 5],
    [`${desk.shop}:U2`, 9],
    [`${desk.office}:U1`, 7],
  ] as const)
    await putMessage({ conversation, at, template: every })
  const uses = async (as: string) => (await desk.ask({ url: '/api/channels/*/templates/uses', as })).body
  expect(await uses(all)).toEqual({ [every]: { used: 3, last: 9 } })
  expect(await uses(office)).toEqual({ [every]: { used: 1, last: 7 } })
})

test('revisions are the template as it was after each change; one that may not be seen is unknown', async () => {
  const id = uuidv7()
  await putTemplate(id, desk.shop)
  const key = `${desk.shop}:-`
  const messages = [{ type: 'text', text: 'a' }]
  await putRevision(id, 1, { name: 'first', messages }, key)
  await putRevision(id, 2, { name: 'second' }, key)
  await putRevision(id, 3, { name: 'of another key' }, '-:-')
  const url = `/api/templates/${id}/revisions`
  expect((await desk.ask({ url, as: all })).body).toMatchObject({
    revisions: [
      { rev: 2, changed: ['name'], template: { name: 'second', messages, state: 'draft' } },
      { rev: 1, changed: ['name', 'messages'], template: { name: 'first', messages } },
    ],
  })
  expect((await desk.ask({ url, as: office })).status).toBe(404)
  expect((await desk.ask({ url: `/api/templates/${uuidv7()}/revisions`, as: all })).status).toBe(404)
})

test('a change without anything that can be read is no revision', () => {
  const raw = (change: unknown) => JSON.stringify({ template: 't', change })
  const event = (off: number, change: unknown) => ({ id: `e${off}`, off, at: off, raw: raw(change) })
  const made = revisionsOf([
    event(1, { name: 'a', messages: [] }),
    event(2, { state: 'hologram' }),
    event(3, undefined),
  ])
  expect(made.map(({ rev }) => rev)).toEqual([1])
})

test('scheduled ones are those that wait, and those whose time was within the last day', async () => {
  const conversation = `${desk.shop}:Uscheduled`
  const put = (state: string, due: number) => putMessage({ conversation, at: 1, state, due })
  const now = Date.now()
  const shown = [
    await put('scheduled', now + 9e9),
    await put('held', now - 9e9),
    await put('missed', now - 9e9),
    await put('sent', now - LATELY_MS + 60_000),
  ]
  await put('sent', now - LATELY_MS - 60_000)
  await putMessage({ conversation: `${desk.office}:U`, at: 1, state: 'scheduled', due: now })
  await putMessage({ conversation, at: 1, state: 'sent' })
  const url = `/api/channels/${desk.shop}/scheduled`
  expect(ids(await desk.ask({ url, as: all }))).toEqual(shown.toSorted())
  expect((await desk.ask({ url, as: office })).status).toBe(403)
})
