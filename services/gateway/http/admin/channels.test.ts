import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ChannelSettings } from '@madoguchi/contracts/http/channels'
import type { LineClient } from '../../../line/client.ts'
import { lineThat, openDesk, type Desk } from '../desk.fixture.ts'
import type { CheckCredentials } from './channels.ts'

let desk: Desk
let as: string
let n = 0
/** LINE, as each test needs it. */
let check: CheckCredentials
let line: LineClient['ask']
const asked: unknown[] = []

const bot = (lineChannelId: string) => ({
  userId: `Ubot${lineChannelId}`,
  basicId: '@minato',
  name: 'みなと相談窓口',
  pictureUrl: 'https://p/x',
})

beforeAll(async () => {
  desk = await openDesk({
    checkCredentials: (given) => {
      asked.push(given)
      return check(given)
    },
    clients: lineThat((endpoint, call) => line(endpoint, call)),
  })
  as = await desk.person('aoi', { '*': ['admin'] })
})
afterAll(() => desk.stop())
beforeEach(() => {
  asked.length = 0
  check = async ({ lineChannelId }) => ({ ok: true, bot: bot(lineChannelId) })
})

const post = (body: unknown) => desk.ask({ method: 'POST', url: '/api/admin/channels', as, body })
const patch = (id: string, body: unknown) => desk.ask({ method: 'PATCH', url: `/api/admin/channels/${id}`, as, body })

async function added(rest = {}): Promise<ChannelSettings> {
  n += 1
  const answer = await post({
    lineChannelId: `16577000${String(n).padStart(2, '0')}`,
    secret: 'the-first-secret',
    ...rest,
  })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body
}

test('a channel is added once LINE agrees, named by LINE unless we name it, with the webhook address to copy', async () => {
  const settings = await added()
  const me = desk.directory.agents.all()[0]!.id
  expect(settings).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    name: 'みなと相談窓口',
    pictureUrl: 'https://p/x',
    basicId: '@minato',
    lineChannelId: '1657700001',
    botUserId: 'Ubot1657700001',
    secrets: [{ at: expect.any(Number), by: me }],
    token: { kind: 'stateless', set: null },
    webhookUrl: `https://desk.example/webhook/${settings.id}`,
    replyWindow: 30,
    order: 2,
    state: 'active',
    paused: null,
    desk: DESK_RULES,
    fieldRevs: {},
  })
  expect(asked).toEqual([{ lineChannelId: '1657700001', secret: 'the-first-secret' }])
  expect((await added({ name: 'Osaka', accessToken: 'a-long-lived-token-of-line' })).token).toMatchObject({
    kind: 'longLived',
  })
})

test('what LINE refuses is shown at its field and kept nowhere; LINE out of reach is said as that', async () => {
  const before = desk.directory.rev()
  for (const field of ['secret', 'accessToken', 'lineChannelId'] as const) {
    check = async () => ({ ok: false, field, message: 'LINE says no' })
    expect(await post({ lineChannelId: '1657799999', secret: 'some-secret' })).toMatchObject({
      status: 422,
      body: { code: 'credentials', field, message: 'LINE says no' },
    })
  }
  check = async () => ({ ok: false, field: null, message: 'LINE cannot be reached' })
  const answer = await post({ lineChannelId: '1657799999', secret: 'some-secret' })
  expect(answer).toMatchObject({ status: 502, body: { code: 'line_unreachable' } })
  expect(desk.directory.rev()).toBe(before)
})

test('a form that does not fit names its field and asks LINE nothing', async () => {
  const good = { lineChannelId: '1657799999', secret: 'some-secret' }
  const cases: [unknown, string][] = [
    [{ ...good, lineChannelId: 'abc' }, 'lineChannelId'],
    [{ ...good, secret: 'short' }, 'secret'],
    [{ lineChannelId: '1657799999' }, 'secret'],
    [{ ...good, name: '' }, 'name'],
    [{ ...good, botUserId: 'U1' }, 'botUserId'],
  ]
  for (const [body, field] of cases)
    expect(await post(body)).toMatchObject({ status: 400, body: { code: 'malformed', field } })
  const { id } = await added()
  asked.length = 0
  for (const [body, field] of [
    [{ replyWindow: 51 }, 'replyWindow'],
    [{ state: 'gone' }, 'state'],
    [{ secret: 'x' }, 'secret'],
  ] as const)
    expect(await patch(id, body)).toMatchObject({ status: 400, body: { code: 'malformed', field } })
  expect(asked).toEqual([])
})

test('one LINE account is registered once', async () => {
  const { lineChannelId } = await added()
  expect(await post({ lineChannelId, secret: 'the-first-secret' })).toMatchObject({
    status: 409,
    body: { code: 'taken', field: 'lineChannelId' },
  })
})

test('a second secret is tried at LINE, then both verify until the old one is dropped', async () => {
  const { id, lineChannelId } = await added()
  asked.length = 0
  const both: ChannelSettings = (await patch(id, { nextSecret: 'the-second-secret' })).body
  expect(asked).toEqual([{ lineChannelId, secret: 'the-second-secret' }])
  expect(both.secrets).toHaveLength(2)
  expect(desk.directory.channels.get(id)!.secrets).toEqual(['the-second-secret', 'the-first-secret'])
  const one: ChannelSettings = (await patch(id, { dropOldSecret: true })).body
  expect(one.secrets).toHaveLength(1)
  expect(desk.directory.channels.get(id)!.secrets).toEqual(['the-second-secret'])
})

test('new credentials of another bot, or that LINE refuses, change nothing and stand at the field that was filled', async () => {
  const { id } = await added()
  const before = desk.directory.rev()
  check = async () => ({ ok: true, bot: bot('another') })
  expect(await patch(id, { nextSecret: 'the-second-secret' })).toMatchObject({
    status: 422,
    body: { code: 'other_bot', field: 'nextSecret' },
  })
  check = async () => ({ ok: false, field: 'secret', message: 'LINE says no' })
  expect(await patch(id, { nextSecret: 'the-second-secret' })).toMatchObject({
    status: 422,
    body: { field: 'nextSecret' },
  })
  check = async () => ({ ok: false, field: 'accessToken', message: 'LINE says no' })
  const token = await patch(id, { accessToken: 'a-long-lived-token-of-line' })
  expect(token).toMatchObject({ status: 422, body: { code: 'credentials', field: 'accessToken' } })
  expect(desk.directory.rev()).toBe(before)
})

test('name, order, reply window and state change without asking LINE; the token goes back to stateless', async () => {
  const { id } = await added({ accessToken: 'a-long-lived-token-of-line' })
  asked.length = 0
  const answer = await patch(id, { name: 'Kobe', order: 0, replyWindow: 10, state: 'archived', accessToken: null })
  expect(answer).toMatchObject({
    status: 200,
    body: { name: 'Kobe', order: 0, replyWindow: 10, state: 'archived', token: { kind: 'stateless', set: null } },
  })
  expect(asked).toEqual([])
  const { rows } = await desk.database.pool.query(
    "select detail from audit where what = 'channel.edited' and subject = $1",
    [id],
  )
  expect(rows[0].detail).toEqual({
    name: { before: 'みなと相談窓口', after: 'Kobe' },
    position: { before: expect.any(Number), after: 0 },
    reply_window: { before: 30, after: 10 },
    state: { before: 'active', after: 'archived' },
    token: 'set',
  })
})

test('the webhook is set to our address or tested, and LINE’s words are passed on', async () => {
  const { id, webhookUrl } = await added()
  const calls: string[] = []
  const answers: Record<string, unknown> = {
    webhookSet: {},
    webhook: { endpoint: webhookUrl, active: true },
    webhookTest: { success: false, statusCode: 404, reason: 'ERROR_STATUS_CODE', detail: '404' },
  }
  line = async (endpoint) => {
    calls.push(endpoint)
    return { kind: 'answer', status: 200, body: answers[endpoint] }
  }
  const ask = (body: unknown) => desk.ask({ method: 'POST', url: `/api/admin/channels/${id}/webhook`, as, body })
  expect((await ask({ do: 'set' })).body).toEqual({ ok: true, endpoint: webhookUrl, active: true })
  expect((await ask({ do: 'test' })).body).toEqual({
    ok: false,
    statusCode: 404,
    reason: 'ERROR_STATUS_CODE',
    detail: '404',
  })
  expect(calls).toEqual(['webhookSet', 'webhook', 'webhookTest'])
  line = async () => ({ kind: 'none', code: 'ECONNREFUSED' })
  expect((await ask({ do: 'test' })).body).toMatchObject({ ok: false, reason: 'COULD_NOT_REACH_LINE' })
  expect(await ask({ do: 'drop' })).toMatchObject({ status: 400, body: { code: 'malformed' } })
})

test('two admins at one channel: fields merge, and one that was changed since is refused with theirs', async () => {
  const { id } = await added()
  const other = await desk.person('ren', { '*': ['admin'] })
  const theirs: ChannelSettings = (await patch(id, { name: 'Kobe', desk: { idleDays: 3 } })).body
  const me = theirs.fieldRevs['name']!.by
  expect(theirs.fieldRevs).toEqual({
    name: { rev: expect.any(Number), by: me, at: expect.any(Number) },
    'desk.idleDays': theirs.fieldRevs['name'],
  })
  const asRen = (body: object) => desk.ask({ method: 'PATCH', url: `/api/admin/channels/${id}`, as: other, body })
  const change = { name: 'Nara', replyWindow: 5, desk: { idleDays: 4, awayMinutes: 9 } }
  const blind = { name: -1, replyWindow: -1, 'desk.idleDays': -1, 'desk.awayMinutes': -1 }
  const before = desk.directory.rev()
  expect(await asRen({ ...change, based: blind })).toMatchObject({
    status: 409,
    body: {
      code: 'changed',
      field: 'name',
      clashes: [
        { field: 'name', value: 'Kobe', ...theirs.fieldRevs['name'] },
        { field: 'desk.idleDays', value: 3, by: me },
      ],
    },
  })
  expect(desk.directory.rev()).toBe(before)
  const seen = { ...blind, name: theirs.fieldRevs['name']!.rev, 'desk.idleDays': theirs.fieldRevs['name']!.rev }
  expect(await asRen({ ...change, based: seen })).toMatchObject({
    status: 200,
    body: { name: 'Nara', replyWindow: 5, desk: { idleDays: 4, awayMinutes: 9 } },
  })
  // The same value, and a wish that says nothing of what it was changed upon, are refused by nobody.
  expect(await patch(id, { name: 'Nara', based: { name: -1 } })).toMatchObject({ status: 200 })
  expect(await patch(id, { name: 'Kobe' })).toMatchObject({ status: 200, body: { name: 'Kobe' } })
})
