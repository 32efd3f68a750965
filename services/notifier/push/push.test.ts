// Push to a device, against a push service of our own that decrypts what it gets.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { SYSTEM } from '../../directory/audit.ts'
import { openDesk, type Desk } from '../../gateway/socket/desk.fixture.ts'
import { looked, rule, says, startTestNotifier, within } from '../desk.fixture.ts'
import { createPost } from './post.ts'
import { openPushService, type PushService } from './service.fixture.ts'

let desk: Desk
let service: PushService
let here: Set<string> | null
let skew = 0
let notifier: { stop(): Promise<void> }
beforeAll(async () => {
  desk = await openDesk()
  service = await openPushService()
})
afterAll(async () => {
  await service.stop()
  await desk.stop()
})

let n = 0
let mika: { id: string; email: string; cookie: string }
let conversation = ''
beforeEach(async () => {
  n += 1
  here = new Set()
  skew = 0
  service.received.length = 0
  service.answers.length = 0
  conversation = `${desk.shop}:U${n}`
  mika = await desk.person(`mika${n}`, { [desk.shop]: ['agent'] })
  notifier = await startTestNotifier(desk, {
    withConsole: () => Promise.resolve(here),
    now: () => Date.now() + skew,
    isAllowed: () => true,
    tls: { ca: service.ca },
  })
})
afterEach(() => notifier.stop())

const sessionOf = async (agent: string) =>
  (await desk.database.pool.query<{ id: string }>('select id from session where agent = $1', [agent])).rows[0]!.id

async function subscribe(name = `device${n}`): Promise<string> {
  const address = service.device(name)
  await desk.directory.push.keep({ agent: mika.id, session: await sessionOf(mika.id) }, { ...address, language: 'ja' })
  return address.endpoint
}
const kept = async () =>
  (await desk.database.pool.query('select from push_subscription where agent = $1', [mika.id])).rowCount
const due = async () => (await desk.database.pool.query('select from push_due where agent = $1', [mika.id])).rowCount
const arrived = (count: number) => vi.waitFor(() => expect(service.received).toHaveLength(count), within)

test('a device is told where, and neither who nor what unless the agent chose so; signed by this house for that service', async () => {
  await subscribe()
  const first = await says(desk, conversation, { assignee: mika.id })
  await arrived(1)
  const { pushed, headers, claims } = service.received[0]!
  expect(pushed).toEqual({
    id: first,
    kind: 'message',
    channel: desk.shop,
    channelName: 'shop',
    conversation,
    item: first,
    at: expect.any(Number),
    n: 1,
    language: 'ja',
  })
  expect(headers).toMatchObject({ ttl: '3600', urgency: 'high', 'content-encoding': 'aes128gcm' })
  expect(headers.topic).toMatch(/^[\w-]{32}$/)
  const { publicKey } = await desk.directory.push.key()
  expect(claims).toMatchObject({ aud: service.origin, sub: 'https://desk.example', k: publicKey })
  await rule(desk, mika.id, { previews: true }, { language: 'th' })
  const preview = { kind: 'text', text: `${'長'.repeat(400)}\n🍎` }
  await says(desk, conversation, { assignee: mika.id, preview })
  await arrived(2)
  const told = service.received[1]!
  expect(told.pushed).toMatchObject({ name: expect.stringContaining('name'), language: 'th' })
  expect(told.pushed.preview).toEqual({ kind: 'text', text: `${'長'.repeat(159)}…` })
  expect(told.headers.topic).toBe(headers.topic) // one takes the other's place
  await says(desk, conversation, { assignee: mika.id, ourName: '花さん' })
  await arrived(3)
  expect(service.received[2]!.pushed.name).toBe('花さん')
})

test('while a console is open nothing is pushed; where presence cannot say, it is', async () => {
  await subscribe()
  here = new Set([mika.id])
  const open = await says(desk, conversation, { assignee: mika.id })
  await vi.waitUntil(() => looked(desk, open), within)
  expect(await due()).toBe(0)
  here = null
  const closed = await says(desk, conversation, { assignee: mika.id })
  await arrived(1)
  expect(service.received[0]!.pushed.id).toBe(closed)
})

test('a push service that is full is asked again later, once, with the latest of the conversation and how many', async () => {
  await subscribe()
  service.answers.push({ status: 429, headers: { 'retry-after': '120' } })
  const before = service.asked()
  await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(service.asked()).toBe(before + 1), within)
  const next = 'select next_at - $2 as ms, tries from push_due where agent = $1'
  await vi.waitFor(async () => {
    const { rows } = await desk.database.pool.query<{ ms: number; tries: number }>(next, [mika.id, Date.now()])
    expect(rows[0]!.tries).toBe(1)
    expect(rows[0]!.ms).toBeGreaterThan(100_000)
  }, within)
  const latest = await says(desk, conversation, { assignee: mika.id })
  await vi.waitUntil(() => looked(desk, latest), within)
  expect([service.asked(), await due()]).toEqual([before + 1, 1])
  skew = 130_000
  await arrived(1)
  expect(service.received[0]!.pushed).toMatchObject({ id: latest, n: 2 })
  await vi.waitFor(async () => expect(await due()).toBe(0), within)
})

test.each([404, 410])('a device that the service answers %i for is forgotten', async (status) => {
  await subscribe()
  service.answers.push({ status })
  await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(async () => expect([await kept(), await due()]).toEqual([0, 0]), within)
})

test('what a service refuses is not sent again, and the device stays; what it cannot take now comes later', async () => {
  await subscribe()
  service.answers.push({ status: 413 })
  const before = service.asked()
  await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(service.asked()).toBe(before + 1), within)
  await vi.waitFor(async () => expect([await kept(), await due()]).toEqual([1, 0]), within)
  service.answers.push({ status: 503 })
  const later = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(service.asked()).toBe(before + 2), within)
  skew = 10_000
  await arrived(1)
  expect(service.received[0]!.pushed.id).toBe(later)
})

test('what waits goes to nobody who was deactivated, lost the channel, or signed out meanwhile', async () => {
  const { agents, sessions } = desk.directory
  const wait = async () => {
    await subscribe()
    service.answers.push({ status: 503, headers: { 'retry-after': '60' } })
    const before = service.asked()
    await says(desk, conversation, { assignee: mika.id })
    await vi.waitFor(() => expect(service.asked()).toBe(before + 1), within)
    await vi.waitFor(async () => {
      const found = await desk.database.pool.query('select from push_due where agent = $1 and tries = 1', [mika.id])
      expect(found.rowCount).toBe(1)
    }, within)
    return before + 1
  }
  let asked = await wait()
  await agents.revoke(mika.id, { channel: desk.shop, role: 'agent' }, SYSTEM)
  skew += 61_000
  await vi.waitFor(async () => expect(await due()).toBe(0), within)
  expect(service.asked()).toBe(asked)
  await agents.grant(mika.id, { channel: desk.shop, role: 'agent' }, SYSTEM)
  skew = 0
  asked = await wait()
  await sessions.endAll(mika.id, SYSTEM)
  expect([await kept(), await due()]).toEqual([0, 0])
  await desk.signIn(mika.email)
  asked = await wait()
  await agents.off(mika.id, SYSTEM)
  skew += 61_000
  await vi.waitFor(async () => expect(await due()).toBe(0), within)
  expect(service.asked()).toBe(asked)
  expect(service.received).toEqual([])
})

test('a message that was taken back while it waited is not pushed', async () => {
  await subscribe()
  service.answers.push({ status: 503, headers: { 'retry-after': '60' } })
  const before = service.asked()
  const id = await says(desk, conversation, { assignee: mika.id })
  await vi.waitFor(() => expect(service.asked()).toBe(before + 1), within)
  await desk.database.pool.query('update inbox_v1.message set countable = false where id = $1', [id])
  skew = 61_000
  await vi.waitFor(async () => expect(await due()).toBe(0), within)
  expect(service.asked()).toBe(before + 1)
})

test('a test goes whatever is open, once', async () => {
  const endpoint = await subscribe()
  here = new Set([mika.id])
  expect(await desk.directory.push.askTest(mika.id, endpoint)).toBe(true)
  expect(await desk.directory.push.askTest('somebody', endpoint)).toBe(false)
  await arrived(1)
  expect(service.received[0]!.pushed).toMatchObject({ kind: 'test', conversation: '' })
})

test('nothing is said to an address inside, whether written out or by a name that leads there', async () => {
  const pushed = {
    id: '1',
    kind: 'test',
    channel: '',
    channelName: '',
    conversation: '',
    item: '',
    at: 1,
    n: 1,
    language: 'en',
  } as const
  const post = createPost({
    key: () => desk.directory.push.key(),
    contact: 'mailto:a@example.com',
    tls: { ca: service.ca },
  })
  const before = service.asked()
  const { endpoint, keys } = service.device('inside')
  for (const inside of [
    endpoint,
    endpoint.replace('localhost', '127.0.0.1'),
    endpoint.replace('localhost', '[::1]'),
    endpoint.replace('https', 'http'),
    'https://a:b@push.example.com/',
  ])
    expect([inside, await post.send({ endpoint: inside, keys }, pushed, 'topic')]).toEqual([inside, 'unfit'])
  expect(service.asked()).toBe(before)
  await post.stop()
})

test('keys that lie on no curve end their device, and nothing else', async () => {
  const { endpoint } = service.device('broken')
  const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16).toString('base64url') }
  await desk.directory.push.keep(
    { agent: mika.id, session: await sessionOf(mika.id) },
    { endpoint, keys, language: 'en' },
  )
  await subscribe()
  await says(desk, conversation, { assignee: mika.id })
  await arrived(1)
  await vi.waitFor(async () => expect(await kept()).toBe(1), within)
})
