// Every route × every kind of person: what is not allowed is refused, and nothing tells apart what must not be known.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lineThat, openDesk, type Desk } from './desk.fixture.ts'
import { makeReadModel, putConversation, putEvent, putMessage } from './readModel.fixture.ts'

let desk: Desk
const people: Record<string, string | undefined> = {}
const calls: string[] = []

beforeAll(async () => {
  desk = await openDesk({
    requestsAMinute: 1_000_000,
    checkCredentials: async ({ lineChannelId }) => {
      calls.push('check')
      const bot = { userId: `U${lineChannelId}`, basicId: null, name: 'Bot', pictureUrl: null }
      return { ok: true, bot }
    },
    clients: lineThat(async () => {
      calls.push('webhook')
      return { kind: 'answer', status: 200, body: { success: true } }
    }),
  })
  const { pool } = desk.database
  await makeReadModel(pool)
  for (const channel of [desk.shop, desk.office]) {
    const id = `${channel}:U1`
    await putConversation(pool, id, { channel, lastAt: 1 })
    await putMessage(pool, `${channel}:1`, { conversation: id, at: 1, event: 'e' }, id)
    await putEvent(pool, `event-of-${channel}`, id, '{"text":"hello"}')
  }
  people.nobody = undefined
  people.stranger = await desk.person('stranger', {})
  people.elsewhere = await desk.person('elsewhere', { [desk.office]: ['admin', 'ops'] })
  people.ops = await desk.person('ops', { '*': ['ops'] })
  people.viewer = await desk.person('viewer', { [desk.shop]: ['viewer'] })
  people.agent = await desk.person('agent', { [desk.shop]: ['agent'] })
  people.supervisor = await desk.person('supervisor', { [desk.shop]: ['supervisor'] })
  people.admin = await desk.person('admin', { [desk.shop]: ['admin'] })
  people.everywhere = await desk.person('everywhere', { '*': ['admin'] })
})
afterAll(() => desk.stop())

/** Statuses in the order of `people`. */
async function statuses(method: string, url: string, body?: unknown): Promise<number[]> {
  const found: number[] = []
  for (const as of Object.values(people)) {
    const answer = await desk.ask({ method, url, ...(as ? { as } : {}), ...(body === undefined ? {} : { body }) })
    const { code, message } = (answer.body ?? {}) as { code?: string; message?: string }
    if (answer.status >= 400 && !(code && message)) throw new Error(`${url} refuses without a word`)
    found.push(answer.status)
  }
  return found
}
//                nobody stranger elsewhere ops viewer agent superv. admin everywhere
const READ = [401, 403, 403, 403, 200, 200, 200, 200, 200]
const MISSING = [401, 403, 403, 403, 404, 404, 404, 404, 404]
const FOREIGN = [401, 403, 403, 403, 403, 403, 403, 403, 404]
const ADMIN = [401, 403, 403, 403, 403, 403, 403, 200, 200]
const SIGNED_IN = [401, 200, 200, 200, 200, 200, 200, 200, 200]

test('a channel’s list, threads and older messages are for those who may read there', async () => {
  const thread = encodeURIComponent(`${desk.shop}:U1`)
  expect(await statuses('GET', `/api/channels/${desk.shop}/conversations`)).toEqual(READ)
  expect(await statuses('GET', `/api/channels/${desk.shop}/sources/U1`)).toEqual(READ)
  expect(await statuses('GET', `/api/conversations/${thread}`)).toEqual(READ)
  expect(await statuses('GET', `/api/conversations/${thread}/messages`)).toEqual(READ)
})

test('what is unknown in a channel one may read is 404; in another it is forbidden like all there', async () => {
  const unknown = encodeURIComponent(`${desk.shop}:Unobody`)
  expect(await statuses('GET', `/api/conversations/${unknown}`)).toEqual(MISSING)
  expect(await statuses('GET', `/api/conversations/${unknown}/messages`)).toEqual(MISSING)
  expect(await statuses('GET', `/api/channels/${desk.shop}/sources/Unobody`)).toEqual(MISSING)
})

test('a channel that does not exist looks like one without a right, but to those with every channel', async () => {
  for (const url of [
    '/api/channels/none/conversations',
    '/api/channels/none/sources/U1',
    '/api/conversations/none%3AU1',
    '/api/conversations/rubbish',
  ])
    expect(await statuses('GET', url)).toEqual(FOREIGN)
})

test('the raw event is for those who may write, is noted in the audit, and says nothing to others', async () => {
  const url = `/api/events/event-of-${desk.shop}`
  expect(await statuses('GET', url)).toEqual([401, 404, 404, 404, 404, 200, 200, 200, 200])
  expect(await statuses('GET', '/api/events/none')).toEqual([401, 404, 404, 404, 404, 404, 404, 404, 404])
  const bodies = await Promise.all([url, '/api/events/none'].map((at) => desk.ask({ url: at, as: people.viewer! })))
  const said = bodies.map(({ body }) => ({ ...(body as object), request: '' }))
  expect(said[0]).toEqual(said[1])
  const { rows } = await desk.database.pool.query(
    "select count(*) as n from audit where what = 'event.viewed' and subject = $1",
    [`event-of-${desk.shop}`],
  )
  expect(rows[0].n).toBe(4)
})

test('a redacted event keeps its skeleton and no content', async () => {
  await putEvent(desk.database.pool, 'unsent', `${desk.shop}:U1`, '{"text":"gone"}', true)
  const answer = await desk.ask({ url: '/api/events/unsent', as: people.agent! })
  expect(answer.body).toEqual({
    id: 'unsent',
    type: 'line.message',
    part: expect.any(Number),
    off: 0,
    key: `${desk.shop}:U1`,
    at: 1,
    raw: null,
  })
})

test('the workspace, oneself and one’s own things are for everybody signed in', async () => {
  for (const url of ['/api/workspace', '/api/session', '/api/personal'])
    expect(await statuses('GET', url)).toEqual(SIGNED_IN)
})

test('channels are set up by their admins, and added by those with every channel; nothing is asked of LINE for others', async () => {
  expect(await statuses('GET', '/api/admin/channels')).toEqual([401, 403, 200, 403, 403, 403, 403, 200, 200])
  expect(await statuses('PATCH', `/api/admin/channels/${desk.shop}`, { name: 'Shop' })).toEqual(ADMIN)
  expect(await statuses('PATCH', '/api/admin/channels/none', { name: 'x' })).toEqual(FOREIGN)
  expect(calls).toEqual([])
  expect(await statuses('POST', `/api/admin/channels/${desk.shop}/webhook`, { do: 'test' })).toEqual(ADMIN)
  expect(await statuses('POST', '/api/admin/channels/none/webhook', { do: 'test' })).toEqual(FOREIGN)
  expect(calls).toEqual(['webhook', 'webhook'])
  const channel = { lineChannelId: '1659999999', secret: 'a-secret-of-line' }
  expect(await statuses('POST', '/api/admin/channels', channel)).toEqual([401, 403, 403, 403, 403, 403, 403, 403, 201])
  expect(calls).toEqual(['webhook', 'webhook', 'check'])
})

test('an admin sees the settings of channels in hand alone', async () => {
  const seen = async (name: string) => {
    const { body } = await desk.ask({ url: '/api/admin/channels', as: people[name]! })
    return (body as { id: string }[]).map(({ id }) => id)
  }
  expect(await seen('admin')).toEqual([desk.shop])
  expect(await seen('elsewhere')).toEqual([desk.office])
  expect(await seen('everywhere')).toHaveLength(3)
})

test('rights end with the agent and with the grant, for the next request', async () => {
  const as = await desk.person('leaving', { [desk.shop]: ['viewer'] })
  const url = `/api/channels/${desk.shop}/conversations`
  const { id } = desk.directory.agents.all().find(({ name }) => name === 'leaving')!
  expect(await desk.ask({ url, as })).toMatchObject({ status: 200 })
  await desk.directory.agents.revoke(id, { channel: desk.shop, role: 'viewer' }, { by: 'system', address: null })
  expect(await desk.ask({ url, as })).toMatchObject({ status: 403 })
  await desk.directory.agents.off(id, { by: 'system', address: null })
  expect(await desk.ask({ url, as })).toMatchObject({ status: 401 })
})

test('an unknown address below /api is 404 as JSON, for every method', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
    expect(await desk.ask({ method, url: '/api/nothing' })).toMatchObject({ status: 404, body: { code: 'not_found' } })
})
