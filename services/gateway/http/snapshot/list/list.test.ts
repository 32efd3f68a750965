// What the server answers by SQL is what a browser says of the same rows by `inList` and `compareSorted`: random rows, random filters.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNT_MAX, type Badge, type ListCounts, type ListPage } from '@madoguchi/contracts/http/snapshot'
import {
  DEFAULT_NOTIFY,
  DEFAULT_RULES,
  NOTIFY_RULES,
  type Notify,
  type NotifyRule,
} from '@madoguchi/contracts/notify/rule'
import { partitionOf } from '@madoguchi/contracts/ids'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import { compareSorted, inList, SORTS, VIEWS, type ListFilter, type Reader } from '@madoguchi/contracts/row/listFilter'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { TAG_WAYS, tagsText } from '@madoguchi/contracts/row/tagFilter'
import { unreadOf } from '@madoguchi/contracts/row/unread'
import { conversationAt } from '../../../rows.fixture.ts'
import { openDesk, type Desk } from '../../desk.fixture.ts'
import { makeReadModel, putConversation, putNotice } from '../../readModel.fixture.ts'
import { createDraw, type Draw } from './draw.fixture.ts'

let desk: Desk
let as: string
let me: string
let rows: { id: string; row: ConversationRow }[] = []
const readings = new Map<string, number>()
const mentioned = new Set<string>()
/** With a line of the bell that was not seen. */
const rung = new Set<string>()
const SINCE = Object.fromEntries(Array.from({ length: 12 }, (_, part) => [part, part * 3]))
const N = 400

beforeAll(async () => {
  desk = await openDesk({ requestsAMinute: 1_000_000 })
  const { pool } = desk.database
  await makeReadModel(pool)
  as = await desk.person('mika', { [desk.shop]: ['agent'] })
  me = desk.directory.agents.all().find(({ name }) => name === 'mika')!.id
  const draw = createDraw(7)
  rows = Array.from({ length: N }, (_, n) => made(draw, n))
  for (const { id, row } of rows) await putConversation(pool, id, row)
  await putConversation(pool, `${desk.shop}:gone`, null)
  await putConversation(pool, `${desk.office}:U1`, conversationAt(`${desk.office}:U1`, 1).row as ConversationRow)
  await pool.query('insert into access (agent, channel, since) values ($1, $2, $3)', [me, desk.shop, SINCE])
  await pool.query('insert into notices_seen (agent, seen, at, connection) values ($1, 50, 0, $2)', [me, ''])
  for (const { id } of rows) {
    if (draw.chance(0.6)) await read(id, draw.below(90) - 1)
    if (draw.chance(0.1)) await told(id, { seen: draw.chance(0.5), kind: draw.chance(0.7) ? 'mention' : 'assigned' })
  }
}, 60_000)
afterAll(() => desk.stop())

async function read(id: string, place: number) {
  readings.set(id, place)
  await desk.database.pool.query(
    'insert into reading (agent, conversation, read_to, at, connection) values ($1, $2, $3, 0, $4)',
    [me, id, place, ''],
  )
}

async function told(id: string, { seen, kind }: { seen: boolean; kind: 'mention' | 'assigned' }) {
  if (!seen) rung.add(id)
  if (!seen && kind === 'mention') mentioned.add(id)
  const notice = { agent: me, channel: desk.shop, conversation: id, kind, at: seen ? 50 : 51, by: 'ken', item: 'note' }
  await putNotice(desk.database.pool, `notice of ${id}`, notice)
}

function made(draw: Draw, n: number) {
  const id = `${desk.shop}:U${String(n).padStart(4, '0')}`
  const time = () => (draw.chance(0.3) ? null : draw.below(40))
  const status = draw.from(['open', 'pending', 'snoozed', 'resolved'] as const)
  const row = {
    ...conversationAt(id, n).row,
    kind: draw.from(['user', 'user', 'user', 'group', 'room', 'unidentified'] as const),
    friend: { state: draw.from(['friend', 'blocked', 'unknown'] as const), since: null },
    mode: { value: draw.chance(0.1) ? 'standby' : 'active', at: 1 },
    lastUserMessageAt: time(),
    lastFollowAt: time(),
    lastUnfollowAt: time(),
    lastJoinAt: time(),
    lastLeaveAt: time(),
    lastAt: time(),
    countable: draw.chance(0.3) ? [] : [draw.below(90)],
    ...(draw.chance(0.6) && { tags: TAGS.filter(() => draw.chance(0.4)) }),
    desk: {
      ...NEW_DESK,
      status,
      said: { ...NEW_DESK.said, status, until: status === 'snoozed' ? 99 : null },
      assignee: draw.from([null, null, me, 'ken']),
      team: draw.from([null, 'night', 'day']),
      escalated: draw.chance(0.2) ? { by: 'ken', at: 1 } : null,
      needsReplySince: draw.chance(0.7) ? null : draw.below(20),
    },
  } as ConversationRow
  return { id, row }
}

/** As they are typed by some, and by others. */
const TAGS = ['VIP', '新規, 法人', 'ｷｬﾝｾﾙ', "o'new  {100%}"]
const TYPED = [' ｖｉｐ', '新規,　法人', 'キャンセル', "O'NEW {100%}", 'nobody’s']

/** What a browser would show, from the same rows. */
function expected(filter: ListFilter): string[] {
  const readerOf = (id: string, row: ConversationRow): Reader => ({
    agent: me,
    teams: teams(),
    unread: unreadOf(row, readings.get(id), SINCE[partitionOf(id)]),
    mentioned: mentioned.has(id),
    now: Date.now(),
  })
  return rows
    .filter(({ id, row }) => inList(row, filter, readerOf(id, row)))
    .map(({ id, row }) => ({ id, lastAt: row.lastAt, needsReplySince: row.desk.needsReplySince }))
    .sort((a, b) => compareSorted(filter.sort ?? 'activity', a, b))
    .map(({ id }) => id)
}
const teams = () => desk.directory.agents.get(me)?.teams ?? []

async function get<T>(url: string, cookie = as): Promise<T> {
  const answer = await desk.ask({ url, as: cookie })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

async function paged(filter: ListFilter, limit: number): Promise<string[]> {
  const seen: string[] = []
  const query = new URLSearchParams({ limit: String(limit) })
  const { tags, ...rest } = filter
  for (const [field, value] of Object.entries(rest)) query.set(field, String(value))
  if (tags !== undefined) query.set('tags', tagsText(tags))
  for (let after: string | null = ''; after !== null && seen.length < 2 * N;) {
    if (after !== '') query.set('after', after)
    const page: ListPage = await get(`/api/channels/${desk.shop}/conversations?${query.toString()}`)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    seen.push(...page.rows.map(({ id }) => id))
    after = page.after
  }
  return seen
}

test('every view in every order is page by page what a browser says of the same rows', async () => {
  for (const view of VIEWS)
    for (const sort of SORTS)
      expect([view, sort, await paged({ view, sort }, 23)]).toEqual([view, sort, expected({ view, sort })])
}, 60_000)

test('so is any combination of filters', async () => {
  const draw = createDraw(11)
  let found = 0
  for (let n = 0; n < 150; n++) {
    const filter = filterOf(draw)
    const wanted = expected(filter)
    found += wanted.length
    expect({ filter, ids: await paged(filter, draw.from([5, 25, 100])) }).toEqual({ filter, ids: wanted })
  }
  expect(found).toBeGreaterThan(500)
}, 60_000)

function filterOf(draw: Draw): ListFilter {
  const some = <T>(all: readonly T[]) => all.filter(() => draw.chance(0.6))
  const maybe = <T extends object>(chance: number, part: T) => (draw.chance(chance) ? part : {})
  const list = <T>(field: string, all: readonly T[]) => {
    const chosen = some(all)
    return chosen.length === 0 ? {} : maybe(0.4, { [field]: chosen })
  }
  const names = some(TYPED)
  return {
    view: draw.from(VIEWS),
    sort: draw.from(SORTS),
    ...(names.length > 0 && maybe(0.4, { tags: { which: draw.from(TAG_WAYS), names } })),
    ...list('status', ['open', 'pending', 'snoozed', 'resolved']),
    ...list('friend', ['friend', 'blocked', 'unknown']),
    ...list('kind', ['user', 'group', 'room', 'unidentified']),
    ...maybe(0.3, { assignee: draw.from(['none', 'ken', me]) }),
    ...maybe(0.3, { team: draw.from(['none', 'night']) }),
    ...maybe(0.2, { from: draw.below(20) }),
    ...maybe(0.2, { to: 20 + draw.below(20) }),
  }
}

test('tags are found any, all or none of them, however they are typed, in any order of the list', async () => {
  const found: number[] = []
  for (const which of TAG_WAYS)
    for (const names of [[TYPED[0]!], TYPED.slice(0, 2), TYPED.slice(1), ['nobody’s']])
      for (const sort of SORTS) {
        const filter: ListFilter = { view: 'all', sort, tags: { which, names } }
        const wanted = expected(filter)
        if (sort === 'activity') found.push(wanted.length)
        expect({ filter, ids: await paged(filter, 50) }).toEqual({ filter, ids: wanted })
      }
  expect(found.filter((n) => n > 10)).toHaveLength(9)
}, 60_000)

test('a status that is named twice is in the list once', async () => {
  const ids = await paged({ view: 'all', status: ['open', 'open'] }, 100)
  expect(ids).toEqual(expected({ view: 'all', status: ['open'] }))
})

test('the counts are those of the lists, of saved views too, and only what was asked for', async () => {
  const { pool } = desk.database
  const saved = async (id: string, agent: string, shared: boolean, filter: ListFilter) => {
    const row = { id, channel: desk.shop, shared, name: id, colour: 0, order: 0, filter }
    await pool.query(
      `insert into saved_view (id, agent, channel, shared, was_shared, row, at, connection) values ($1, $2, $3, $4, false, $5, 0, '')`,
      [id, agent, desk.shop, shared, row],
    )
  }
  await saved('own', me, false, { view: 'mine', status: ['open'] })
  await saved('ours', 'ken', true, { view: 'all', friend: ['blocked'] })
  await saved('his', 'ken', false, { view: 'all' })
  const tagged: ListFilter = { view: 'all', tags: { which: 'any', names: ['vip'] } }
  await saved('tagged', me, false, tagged)
  const { counts }: ListCounts = await get(`/api/channels/${desk.shop}/counts`)
  expect(counts).toEqual({
    ...Object.fromEntries(VIEWS.map((view) => [view, expected({ view }).length])),
    own: expected({ view: 'mine', status: ['open'] }).length,
    ours: expected({ view: 'all', friend: ['blocked'] }).length,
    tagged: expected(tagged).length,
  })
  const some: ListCounts = await get(`/api/channels/${desk.shop}/counts?view=mine,ours,his,nonsense`)
  expect(some.counts).toEqual({ mine: counts['mine'], ours: counts['ours'] })
  expect(await get(`/api/channels/${desk.shop}/counts?view=nonsense`)).toEqual({ counts: {} })
})

test('the badge is my unread and what nobody has and needs a reply, over the channels one may read', async () => {
  const mine = new Set(expected({ view: 'unread', assignee: me }))
  const open = ({ desk: { assignee, status, needsReplySince } }: ConversationRow) =>
    assignee === null && (status === 'open' || status === 'pending') && needsReplySince !== null
  const nobodys = rows.filter(({ row }) => open(row))
  expect(mine.size).toBeGreaterThan(3)
  const { n }: Badge = await get('/api/badge')
  expect(n).toBe(mine.size + nobodys.length)
  const office = await desk.person('rin', { [desk.office]: ['agent'] })
  expect(await get('/api/badge', office)).toEqual({ n: 0, tab: 0 })
  expect(await get('/api/badge', await desk.person('ops', { '*': ['ops'] }))).toEqual({ n: 0, tab: 0 })
})

test('the tab’s number follows the agent’s own rules, by channel; each rule counts what the one before it counts', async () => {
  const waits = rows.filter(({ row: { desk } }) => desk.needsReplySince !== null && /open|pending/.test(desk.status))
  const ids = (some: typeof rows) => some.map(({ id }) => id)
  const counts: Record<NotifyRule, string[]> = {
    none: [],
    mentions: [...rung],
    mine: [...rung, ...expected({ view: 'unread', assignee: me })],
    unassigned: ids(waits.filter(({ row: { desk } }) => desk.assignee === null && desk.team === null)),
    all: ids(waits),
  }
  const held = new Set<string>()
  for (const badge of NOTIFY_RULES) {
    for (const id of counts[badge]) held.add(id)
    await prefer({ rules: { '*': { ...DEFAULT_RULES, badge } } })
    expect((await get<Badge>('/api/badge')).tab, badge).toBe(held.size)
  }
  await prefer({ rules: { '*': { ...DEFAULT_RULES, badge: 'all' }, [desk.shop]: { ...DEFAULT_RULES, badge: 'none' } } })
  const { n, tab } = await get<Badge>('/api/badge')
  expect(n).toBeGreaterThan(0)
  expect(tab).toBe(0)
  await prefer({})
  expect((await get<Badge>('/api/badge')).tab).toBe(new Set([...counts.mine, ...counts.unassigned]).size)
})

async function prefer(notify: Partial<Notify>) {
  const row = { notify: { ...DEFAULT_NOTIFY, ...notify } }
  await desk.database.pool.query(
    `insert into preferences (agent, row, at, connection) values ($1, $2, 0, '')
     on conflict (agent) do update set row = excluded.row`,
    [me, JSON.stringify(row)],
  )
}

test('above its most a count stays there', async () => {
  const all = Array.from({ length: COUNT_MAX + 1 }, (_, n) => `${desk.office}:many${n}`)
  await desk.database.pool.query(
    `insert into inbox_v1.conversation (id, part, rev, row, channel, status, escalated, kind, friend)
     select id, 0, 0, '{}', $2, 'open', false, 'user', 'unknown' from unnest($1::text[]) id`,
    [all, desk.office],
  )
  const office = await desk.person('sora', { [desk.office]: ['viewer'] })
  const { counts }: ListCounts = await get(`/api/channels/${desk.office}/counts?view=all,unassigned`, office)
  expect(counts).toEqual({ all: COUNT_MAX, unassigned: COUNT_MAX })
})

test('a filter that is none is 422 and names the field and, where one is passed, the limit; never SQL', async () => {
  const wrong: [string, object][] = [
    ['view=everything', { field: 'view' }],
    ['sort=random', { field: 'sort' }],
    ['status=', { field: 'status' }],
    ['status=open,closed', { field: 'status' }],
    ['status=open,open,open,open,open', { field: 'status', limit: 4 }],
    ['kind=user,dog', { field: 'kind' }],
    [`friend=${'x'.repeat(21)}`, { field: 'friend', limit: 20 }],
    [`assignee=${'x'.repeat(65)}`, { field: 'assignee', limit: 64 }],
    ['assignee=', { field: 'assignee', limit: 1 }],
    ['assignee=a%00', { field: 'assignee' }],
    ['team=a&team=b', { field: 'team' }],
    ['tags=', { field: 'tags' }],
    ['tags=some,VIP', { field: 'tags' }],
    ['tags=any', { field: 'tags', limit: 1 }],
    ['tags=any,VIP,', { field: 'tags', limit: 1 }],
    ['tags=none,%20', { field: 'tags' }],
    [`tags=all,${'x'.repeat(61)}`, { field: 'tags', limit: 60 }],
    [`tags=any${',x'.repeat(21)}`, { field: 'tags', limit: 20 }],
    ['tags=any,a%00', { field: 'tags' }],
    ['tags=any,a&tags=any,b', { field: 'tags' }],
    ['from=-1', { field: 'from' }],
    ['from=1e3', { field: 'from' }],
    ['to=8640000000000001', { field: 'to', limit: 8_640_000_000_000_000 }],
    ['to=99999999999999999', { field: 'to' }],
    ['from=5&to=4', { field: 'to', limit: 5 }],
  ]
  for (const [query, body] of wrong)
    expect([query, await desk.ask({ url: `/api/channels/${desk.shop}/conversations?${query}`, as })]).toMatchObject([
      query,
      { status: 422, body: { code: 'invalid', ...body } },
    ])
  for (const query of ["assignee=' or 1=1 --", `tags=any,{"'}`, "tags=all,' or 1=1 --"]) {
    const quoted = await desk.ask({ url: `/api/channels/${desk.shop}/conversations?${query}`, as })
    expect(quoted).toMatchObject({ status: 200, body: { rows: [] } })
  }
})

test('a cursor of another order is refused where its form differs, and never leads to another channel', async () => {
  const list = `/api/channels/${desk.shop}/conversations`
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const wrong = [
    `sort=waiting&after=${encode([1, `${desk.shop}:U1`])}`,
    `sort=activity&after=${encode([1, `${desk.shop}:U1`, 2])}`,
    `sort=waiting&after=${encode([1, `${desk.shop}:U1`, '2'])}`,
    `sort=oldest&after=${encode([1, `${desk.office}:U1`])}`,
  ]
  for (const query of wrong)
    expect(await desk.ask({ url: `${list}?${query}`, as })).toMatchObject({ status: 400, body: { field: 'after' } })
  const counts = `/api/channels/${desk.shop}/counts`
  for (const query of ['view=a&view=b', `view=${'a,'.repeat(200)}a`])
    expect(await desk.ask({ url: `${counts}?${query}`, as })).toMatchObject({ status: 400, body: { field: 'view' } })
})

test('lists, counts and badge are for those who may read there; of other channels nothing is told', async () => {
  const stranger = await desk.person('stranger', {})
  const viewer = await desk.person('viewer', { [desk.shop]: ['viewer'] })
  for (const path of ['conversations?view=mine', 'counts']) {
    const status = async (channel: string, cookie?: string) =>
      (await desk.ask({ url: `/api/channels/${channel}/${path}`, ...(cookie && { as: cookie }) })).status
    expect([await status(desk.shop), await status(desk.shop, stranger), await status(desk.shop, viewer)]).toEqual([
      401, 403, 200,
    ])
    expect([await status(desk.office, viewer), await status('none', viewer)]).toEqual([403, 403])
  }
  expect((await desk.ask({ url: '/api/badge' })).status).toBe(401)
  expect(await get('/api/badge', stranger)).toEqual({ n: 0, tab: 0 })
})
