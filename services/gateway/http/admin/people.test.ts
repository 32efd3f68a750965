import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditPage, Invited, Person } from '@madoguchi/contracts/http/people'
import { openDesk, PASSWORD, type Desk } from '../desk.fixture.ts'
import { makeReadModel, putConversation } from '../readModel.fixture.ts'

let desk: Desk
let admin: string
let others: Record<string, string>
beforeAll(async () => {
  desk = await openDesk({ requestsAMinute: 1_000_000 })
  await makeReadModel(desk.database.pool)
  admin = await desk.person('admin', { '*': ['admin'] })
  others = {
    supervisor: await desk.person('supervisor', { '*': ['supervisor'] }),
    shopAdmin: await desk.person('shopAdmin', { [desk.shop]: ['admin'] }),
    ops: await desk.person('ops', { '*': ['ops'] }),
  }
})
afterAll(() => desk.stop())

const ask = (method: string, url: string, body?: unknown, as = admin) =>
  desk.ask({ method, url: `/api/admin/${url}`, as, ...(body === undefined ? {} : { body }) })
const people = async (): Promise<Person[]> => (await ask('GET', 'people')).body
const personBy = async (name: string) => (await people()).find((one) => one.name === name)!
const grant = (channel: string, role: string) => ({ channel, role })
async function invite(name: string, more: object = {}): Promise<Invited> {
  const answer = await ask('POST', 'people', { email: `${name}@example.org`, name, grants: [], teams: [], ...more })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body
}

test('only who holds every right may give any: for all others people, teams and audit are closed', async () => {
  const { id } = await personBy('supervisor')
  for (const as of Object.values(others))
    for (const [method, url, body] of [
      ['GET', 'people'],
      ['POST', 'people', {}],
      ['PATCH', `people/${id}`, {}],
      ['POST', `people/${id}/link`],
      ['POST', 'teams', {}],
      ['PATCH', 'teams/any', {}],
      ['GET', 'audit'],
    ] as const)
      expect([url, (await ask(method, url, body, as)).status]).toEqual([url, 403])
  expect((await desk.ask({ url: '/api/admin/people' })).status).toBe(401)
})

test('invited by a link that works once: a password, a session, the rights and teams that were given', async () => {
  const team = (await ask('POST', 'teams', { name: 'Billing', colour: 2 })).body as { id: string }
  const { id, link } = await invite('rin', { grants: [grant(desk.shop, 'agent')], teams: [team.id] })
  expect(await personBy('rin')).toMatchObject({ id, state: 'invited', teams: [team.id], seenAt: null })
  const token = new URL(link).searchParams.get('token')
  const set = () => desk.ask({ method: 'POST', url: '/api/password', body: { token, password: PASSWORD } })
  expect((await set()).status).toBe(204)
  expect((await set()).status).toBeGreaterThanOrEqual(400)
  const rin = await desk.signIn('rin@example.org')
  expect((await desk.ask({ url: `/api/channels/${desk.shop}/conversations`, as: rin })).status).toBe(200)
  expect((await desk.ask({ url: `/api/channels/${desk.office}/conversations`, as: rin })).status).toBe(403)
  expect(await personBy('rin')).toMatchObject({ state: 'active', seenAt: expect.any(Number) })
  expect(JSON.stringify(await people())).not.toContain('argon2')
})

test('what does not fit is refused and named', async () => {
  await invite('taken')
  const whole = { email: 'new@example.org', name: 'New', grants: [], teams: [] }
  for (const [body, status, field] of [
    [{ ...whole, email: 'TAKEN@example.org' }, 409, 'email'],
    [{ ...whole, email: 'nobody' }, 400, 'email'],
    [{ ...whole, name: '  ' }, 400, 'name'],
    [{ ...whole, grants: [grant('none', 'agent')] }, 400, 'grants.0.channel'],
    [{ ...whole, grants: [grant('*', 'king')] }, 400, 'grants.0.role'],
    [{ ...whole, teams: ['none'] }, 400, 'teams.0'],
  ] as const)
    expect(await ask('POST', 'people', body)).toMatchObject({ status, body: { field } })
  expect(await ask('PATCH', 'people/none', {})).toMatchObject({ status: 404 })
  expect(await ask('POST', 'people/none/link')).toMatchObject({ status: 404 })
  expect(await ask('POST', 'teams', { name: ' billing ', colour: 0 })).toMatchObject({
    status: 409,
    body: { field: 'name' },
  })
  expect(await ask('PATCH', 'teams/none', { name: 'x' })).toMatchObject({ status: 404 })
})

test('nobody takes their own access, and somebody always stays who may manage people', async () => {
  const me = await personBy('admin')
  expect(await ask('PATCH', `people/${me.id}`, { active: false })).toMatchObject({
    status: 409,
    body: { code: 'oneself' },
  })
  expect(await ask('PATCH', `people/${me.id}`, { grants: [] })).toMatchObject({
    status: 409,
    body: { code: 'oneself' },
  })
  const second = await desk.person('second', { '*': ['admin'] })
  expect((await ask('PATCH', `people/${me.id}`, { grants: [grant('*', 'viewer')] }, second)).status).toBe(200)
  const { id } = await personBy2(second, 'second')
  await desk.directory.agents.grant(me.id, { channel: '*', role: 'admin' }, { by: 'system', address: null })
  await desk.directory.agents.revoke(id, { channel: '*', role: 'admin' }, { by: 'system', address: null })
  expect(await desk.directory.agents.edit(me.id, { active: false }, { by: 'system', address: null })).toEqual({
    ok: false,
    code: 'last_admin',
  })
  expect(desk.directory.agents.get(me.id)).toMatchObject({ active: true })
})
const personBy2 = async (as: string, name: string) =>
  ((await ask('GET', 'people', undefined, as)).body as Person[]).find((one) => one.name === name)!

test('deactivated: sessions end at once, and conversations go to who was named, where that one may write', async () => {
  const leaver = await desk.person('leaver', { '*': ['agent'] })
  const { id } = await personBy('leaver')
  const taker = await invite('taker', { grants: [grant(desk.shop, 'agent')] })
  const { pool } = desk.database
  for (const channel of [desk.shop, desk.office])
    await putConversation(pool, `${channel}:Uopen`, { channel, lastAt: 1 })
  await pool.query(`update inbox_v1.conversation set assignee = $1, status = 'open' where id like '%:Uopen'`, [id])
  desk.appended.length = 0
  const off = await ask('PATCH', `people/${id}`, { active: false, handTo: taker.id })
  expect(off.body).toMatchObject({ state: 'off', seenAt: expect.any(Number) })
  expect(desk.appended).toMatchObject([
    {
      type: 'conversation.assigned',
      key: `${desk.shop}:Uopen`,
      data: { assignee: taker.id, how: 'handed', told: [taker.id] },
    },
  ])
  const { body: noted } = await ask('GET', `audit?subject=${id}&what=agent.`)
  expect((noted as AuditPage).entries.slice(0, 2)).toMatchObject([
    { what: 'agent.handedOver', detail: { to: taker.id, n: 1 } },
    { what: 'agent.off', detail: { sessions: 1 } },
  ])
  expect((await desk.ask({ url: '/api/session', as: leaver })).status).toBe(401)
  expect(await ask('POST', `people/${id}/link`)).toMatchObject({ status: 409, body: { code: 'off' } })
  expect(await ask('PATCH', `people/${id}`, { active: false, handTo: id })).toMatchObject({ status: 400 })
  // Asked again it is the same fact, of which one copy more changes nothing.
  const [first] = desk.appended
  await ask('PATCH', `people/${id}`, { active: false, handTo: taker.id })
  expect(desk.appended.map((event) => event.id)).toEqual([first!.id, first!.id])
  expect((await ask('PATCH', `people/${id}`, { active: true })).body).toMatchObject({ state: 'active' })
})

test('the audit says who did what to whom with before and after, filtered and in pages, and no secret', async () => {
  const { id } = await personBy('rin')
  await ask('PATCH', `people/${id}`, { name: 'Rin', grants: [grant(desk.shop, 'supervisor')] })
  const page = (query: string) => ask('GET', `audit?${query}`).then(({ body }) => body as AuditPage)
  const { entries } = await page(`subject=${id}&what=agent.edited`)
  expect(entries[0]).toMatchObject({
    by: (await personBy('admin')).id,
    address: expect.any(String),
    detail: {
      name: { before: 'rin', after: 'Rin' },
      grants: { before: [grant(desk.shop, 'agent')], after: [grant(desk.shop, 'supervisor')] },
    },
  })
  let [seen, after]: [number[], string | null] = [[], '']
  while (after !== null) {
    const next: AuditPage = await page(after === '' ? '' : `after=${after}`)
    seen.push(...next.entries.map((one) => one.id))
    after = next.after
  }
  expect(seen).toEqual(seen.toSorted((a, b) => b - a))
  expect(new Set(seen).size).toBe(seen.length)
  const { rows } = await desk.database.pool.query<{ n: number }>('select count(*)::int as n from audit')
  expect(seen).toHaveLength(rows[0]!.n)
  expect(JSON.stringify(await page('what=agent.'))).not.toContain('token')
  for (const field of ['from', 'to', 'after'])
    expect(await ask('GET', `audit?${field}=soon`)).toMatchObject({ status: 400, body: { field } })
})
