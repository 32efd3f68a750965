// Every route there is × every kind of person, in a channel of theirs and in another: who has no right learns nothing but that. A route
// that this table does not name fails it.
import { Readable } from 'node:stream'
import type { Role } from '@madoguchi/contracts/row/agent'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../../directory/audit.ts'
import { placeOf } from '../../media/key.ts'
import { openDesk, type Desk } from './desk.fixture.ts'
import { makeReadModel, putConversation, putEvent, putMessage } from './readModel.fixture.ts'

/** The least that reaches: `open` to anybody, `signedIn`, a rank in the channel that is named, `*`: admin of every channel. */
type Need = 'open' | 'signedIn' | 'viewer' | 'agent' | 'supervisor' | 'admin' | 'anyAdmin' | '*'
/** `secret`: what one may not see looks as if it were not there. */
const ROUTES: Record<string, Need | { need: Need; secret: true }> = {
  'GET /live': 'open',
  'GET /ready': 'open',
  'GET /metrics': 'open',
  'GET /m/:token': 'open',
  'GET /m/:token/:part': 'open',
  'GET *': 'open',
  'POST /api/session': 'open',
  'GET /api/session': 'signedIn',
  'DELETE /api/session': 'open',
  'POST /api/password': 'open',
  'GET /api/personal': 'signedIn',
  'GET /api/workspace': 'signedIn',
  'GET /api/badge': 'signedIn',
  'GET /api/notices': 'signedIn',
  'GET /api/push': 'signedIn',
  'POST /api/push': 'signedIn',
  'DELETE /api/push': 'signedIn',
  'POST /api/push/test': 'signedIn',
  'GET /media/:message/:part': 'viewer',
  'GET /api/search': 'viewer',
  'GET /api/channels/:id/conversations': 'viewer',
  'GET /api/channels/:id/counts': 'viewer',
  'GET /api/channels/:id/scheduled': 'viewer',
  'GET /api/channels/:id/sources/:lineId': 'viewer',
  'GET /api/channels/:id/quota': 'viewer',
  'GET /api/channels/:id/templates': 'viewer',
  'GET /api/channels/:id/templates/uses': 'viewer',
  'POST /api/channels/:id/check': 'agent',
  'GET /api/conversations/:id': 'viewer',
  'GET /api/conversations/:id/messages': 'viewer',
  'GET /api/conversations/:id/days': 'viewer',
  'GET /api/templates/:id/revisions': { need: 'viewer', secret: true },
  'GET /api/events/:id': { need: 'agent', secret: true },
  'POST /api/uploads': 'agent',
  'PUT /api/uploads/:token/:part': { need: 'signedIn', secret: true },
  'GET /api/admin/channels': 'anyAdmin',
  'POST /api/admin/channels': '*',
  'PATCH /api/admin/channels/:id': 'admin',
  'POST /api/admin/channels/:id/webhook': 'admin',
  'GET /api/admin/people': '*',
  'POST /api/admin/people': '*',
  'PATCH /api/admin/people/:id': '*',
  'POST /api/admin/people/:id/link': '*',
  'POST /api/admin/teams': '*',
  'PATCH /api/admin/teams/:id': '*',
  'GET /api/admin/audit': '*',
}
const RANKED = ['viewer', 'agent', 'supervisor', 'admin'] as const

let desk: Desk
/** Cookie and, where they have one, their rank in the shop. */
const people: Record<string, { as?: string; rank: number; anyAdmin?: true; everywhere?: true }> = {}
beforeAll(async () => {
  desk = await openDesk({ requestsAMinute: 1_000_000 })
  const { pool } = desk.database
  await makeReadModel(pool)
  for (const channel of [desk.shop, desk.office]) {
    await putConversation(pool, `${channel}:U1`, { channel, lastAt: 1 })
    const body = { kind: 'image', media: { state: 'stored', type: 'image/png', bytes: 3, preview: false } }
    const message = { conversation: `${channel}:U1`, at: 1, event: 'e', body } as never
    await putMessage(pool, `${channel}:1`, message, `${channel}:U1`)
    await desk.store.put(placeOf(`${channel}:1`, 'content'), Readable.from([Buffer.from('png')]), {
      type: 'image/png',
      max: 10,
    })
    await putEvent(pool, `event-of-${channel}`, `${channel}:U1`, '{"text":"hello"}')
  }
  people.nobody = { rank: -2 }
  people.stranger = { as: await desk.person('stranger', {}), rank: -1 }
  people.ops = { as: await desk.person('ops', { '*': ['ops'] }), rank: -1 }
  people.elsewhere = {
    as: await desk.person('elsewhere', { [desk.office]: ['admin', 'ops'] }),
    rank: -1,
    anyAdmin: true,
  }
  for (const [rank, role] of RANKED.entries())
    people[role] = {
      as: await desk.person(role, { [desk.shop]: [role] }),
      rank,
      ...(role === 'admin' && { anyAdmin: true as const }),
    }
  people.everywhere = {
    as: await desk.person('everywhere', { '*': ['admin'] }),
    rank: 3,
    anyAdmin: true,
    everywhere: true,
  }
})
afterAll(() => desk.stop())

/** `GET /a/:b`, as the server knows them; HEAD answers as GET does. */
function registered(): string[] {
  const routes: string[] = []
  const above: string[] = []
  for (const line of desk.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const found = /^(.*?)(?:├|└)── (\S+) \((.+)\)$/.exec(line)
    if (found === null) continue
    const depth = found[1]!.length / 4
    above.length = depth
    above.push(found[2]!)
    for (const method of found[3]!.split(', ')) if (method !== 'HEAD') routes.push(`${method} ${above.join('')}`)
  }
  return routes
}

test('the table names every route there is, and none that there is not', () => {
  expect(registered().toSorted()).toEqual(Object.keys(ROUTES).toSorted())
})

const channelOfPath = (path: string, channel: string): string => {
  const id = path.startsWith('/api/conversations')
    ? encodeURIComponent(`${channel}:U1`)
    : path.startsWith('/api/events')
      ? `event-of-${channel}`
      : channel
  const message = encodeURIComponent(`${channel}:1`)
  const filled = {
    ':id': id,
    ':lineId': 'U1',
    ':message': message,
    ':part': 'content',
    ':token': 'x'.repeat(27),
    '*': '/',
  }
  return Object.entries(filled).reduce((url, [name, value]) => url.replace(name, value), path)
}
async function status(route: string, as: string | undefined, channel: string): Promise<number> {
  const [method, path] = route.split(' ') as [string, string]
  const body = route === 'POST /api/uploads' ? { channel, kind: 'image' } : {}
  const answer = await desk.ask({
    method,
    url: channelOfPath(path, channel) + (path === '/api/search' ? `?q=ab&channel=${channel}` : ''),
    ...(as !== undefined && { as }),
    ...(method === 'GET' || method === 'DELETE' ? {} : { body }),
  })
  return answer.status
}

const CLOSED = Object.entries(ROUTES)
  .map(([route, given]) => (typeof given === 'string' ? { route, need: given, secret: false } : { route, ...given }))
  .filter(({ need }) => need !== 'open')

type Person = (typeof people)[string]
function may({ rank, anyAdmin, everywhere }: Person, need: Need): boolean {
  if (need === 'signedIn') return rank > -2
  if (need === '*') return everywhere === true
  return need === 'anyAdmin' ? anyAdmin === true : rank >= RANKED.indexOf(need as never)
}

test.each(CLOSED)('$route is for $need', async ({ route, need, secret }) => {
  const isClosed = (seen: number) => seen === 401 || seen === 403 || (secret && seen === 404)
  for (const [name, person] of Object.entries(people)) {
    const own = await status(route, person.as, desk.shop)
    // What is there may be missing all the same: only who may not see it is told nothing else.
    const closed = may(person, need) ? own === 401 || own === 403 : isClosed(own)
    expect([name, own, closed]).toEqual([name, own, !may(person, need)])
    if (!RANKED.includes(need as never) || person.rank < 0 || person.everywhere === true) continue
    const other = await status(route, person.as, desk.office)
    expect([name, 'elsewhere', other, isClosed(other)]).toEqual([name, 'elsewhere', other, true])
  }
})

test('what was withdrawn is closed for the next request: every route of the channel, its files and raw events', async () => {
  const roles: Role[] = [...RANKED, 'ops']
  const as = await desk.person('leaving', { [desk.shop]: roles })
  const { id } = desk.directory.agents.all().find(({ name }) => name === 'leaving')!
  const ofChannel = CLOSED.filter(({ need }) => RANKED.includes(need as never))
  const seen = () =>
    Promise.all(ofChannel.map(async ({ route }) => [route, await status(route, as, desk.shop)] as const))
  const before = Object.fromEntries(await seen())
  for (const route of ['GET /media/:message/:part', 'GET /api/events/:id', 'GET /api/conversations/:id/messages'])
    expect([route, before[route]]).toEqual([route, 200])
  for (const role of roles) await desk.directory.agents.revoke(id, { channel: desk.shop, role }, SYSTEM)
  const after = await seen()
  expect(
    after.filter(([route, now]) => now !== 403 && !(now === 404 && ofChannel.find((of) => of.route === route)!.secret)),
  ).toEqual([])
})
