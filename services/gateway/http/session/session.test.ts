import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../../../directory/audit.ts'
import { openDesk, PASSWORD, type Desk } from '../desk.fixture.ts'
import { createSessionOf } from './cookie.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.stop())

const signIn = (body: unknown, rest = {}) => desk.ask({ method: 'POST', url: '/api/session', body, ...rest })

test('signing in gives the agent, the rights, the wire’s version and a cookie that scripts and other sites cannot use', async () => {
  await desk.person('aoi', { '*': ['admin'] })
  const answer = await signIn({ email: 'aoi@minato.example', password: PASSWORD })
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    agent: { id: expect.any(String), name: 'aoi', email: 'aoi@minato.example' },
    rights: { '*': ['admin'] },
    stickers: 'placeholder',
    protocol: expect.any(String),
  })
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-madoguchi=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('over plain http the cookie is neither Secure nor bound by name, so that a trial works', async () => {
  const plain = await openDesk({ publicUrl: 'http://127.0.0.1:3000' })
  try {
    expect(await plain.person('aoi', { '*': ['admin'] })).toMatch(/^madoguchi=[\w-]{43}$/)
  } finally {
    await plain.stop()
  }
})

test('wrong credentials are 401 without a hint, and held back with the seconds to wait', async () => {
  await desk.person('guessed', { '*': ['agent'] })
  for (const email of ['guessed@minato.example', 'unknown@minato.example']) {
    const guess = () => signIn({ email, password: 'wrong' }, { address: '192.0.2.7' })
    const answers = [await guess(), await guess(), await guess(), await guess(), await guess()]
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({
        status: 401,
        body: { code: 'wrong_credentials', message: expect.any(String), request: expect.any(String) },
      })
    const held = await guess()
    expect(held).toMatchObject({ status: 429, body: { code: 'too_many', limit: 1 }, headers: { 'retry-after': '1' } })
  }
})

test('a body that does not fit is 400 and names the field', async () => {
  const cases: [unknown, string][] = [
    [{ email: 'a@b' }, 'password'],
    [{ email: 'a@b', password: 7 }, 'password'],
    [{ email: 'a@b', password: 'x', admin: true }, 'admin'],
    [{ email: '', password: 'x' }, 'email'],
    [[], ''],
  ]
  for (const [body, field] of cases)
    expect(await signIn(body)).toMatchObject({ status: 400, body: { code: 'malformed', field } })
  const broken = await desk.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { host: 'desk.example', origin: 'https://desk.example', 'content-type': 'application/json' },
    payload: '{"email":',
  })
  expect(broken.statusCode).toBe(400)
  expect(broken.json()).toMatchObject({ code: 'malformed' })
  const form = await desk.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { host: 'desk.example', origin: 'https://desk.example', 'content-type': 'text/plain' },
    payload: '{}',
  })
  expect(form.statusCode).toBe(415)
  expect(await signIn({ email: 'a@b', password: 'x'.repeat(100_000) })).toMatchObject({ status: 413 })
})

test('signing out ends the session here, or everywhere, and forgets the cookie', async () => {
  const tabs = [await desk.person('mika', { '*': ['agent'] }), await desk.signIn('mika@minato.example')]
  tabs.push(await desk.signIn('mika@minato.example'))
  const states = async () => {
    const answers = await Promise.all(tabs.map((as) => desk.ask({ url: '/api/session', as })))
    return answers.map(({ status }) => status)
  }
  expect(await states()).toEqual([200, 200, 200])
  const out = await desk.ask({ method: 'DELETE', url: '/api/session', as: tabs[0]! })
  expect(out.status).toBe(204)
  expect(out.headers['set-cookie']).toMatch(/^__Host-madoguchi=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(await states()).toEqual([401, 200, 200])
  await desk.ask({ method: 'DELETE', url: '/api/session?everywhere=true', as: tabs[1]! })
  expect(await states()).toEqual([401, 401, 401])
  expect(await desk.ask({ method: 'DELETE', url: '/api/session', as: tabs[1]! })).toMatchObject({ status: 204 })
})

test('a one-time link sets a password once, and ends what was open', async () => {
  const as = await desk.person('ken', { '*': ['agent'] })
  const { id } = desk.directory.agents.all().find(({ name }) => name === 'ken')!
  const token = await desk.directory.agents.makeLink(id, SYSTEM)
  const set = (password: string) => desk.ask({ method: 'POST', url: '/api/password', body: { token, password } })
  expect(await set('short')).toMatchObject({ status: 400, body: { code: 'malformed', field: 'password' } })
  expect(await set('a brand new password')).toMatchObject({ status: 204 })
  expect(await set('a brand new password')).toMatchObject({
    status: 410,
    body: { code: 'link_invalid', field: 'token' },
  })
  expect(await desk.ask({ url: '/api/session', as })).toMatchObject({ status: 401, body: { code: 'signed_out' } })
  const email = 'ken@minato.example'
  expect(await signIn({ email, password: 'a brand new password' })).toMatchObject({ status: 200 })
})

test('an unsafe request from another page, or from no page, is refused before anything is done', async () => {
  const as = await desk.person('target', { '*': ['admin'] })
  for (const origin of [
    null,
    'null',
    'https://evil.example',
    'https://desk.example.evil.example',
    'file://',
    'http://desk.example:81',
  ]) {
    const answer = await desk.ask({ method: 'DELETE', url: '/api/session?everywhere=true', as, origin })
    expect(answer).toMatchObject({ status: 403, body: { code: 'origin' } })
  }
  expect(await desk.ask({ url: '/api/session', as, origin: 'https://evil.example' })).toMatchObject({ status: 200 })
  // PUBLIC_URL says https; a balancer may speak http to us, and the page's host is still this host.
  expect(await desk.ask({ method: 'DELETE', url: '/api/session', as, origin: 'http://desk.example' })).toMatchObject({
    status: 204,
  })
})

test('an agent made by another process a moment ago can sign in and use the session at once', async () => {
  const id = '0199aaaa-0000-7000-8000-000000000001'
  await desk.person('donor', {})
  await desk.database.pool.query(
    `with counter as (update checkpoint set next = next + 1 where reader = 'directory' and part = -1 returning next - 1 as rev)
     insert into agent (id, rev, email, name, password, created_at)
     select $1, counter.rev, 'fresh@minato.example', 'fresh', a.password, 0 from counter, agent a where a.name = 'donor'`,
    [id],
  )
  const as = await desk.signIn('fresh@minato.example')
  expect(await desk.ask({ url: '/api/session', as })).toMatchObject({ status: 200, body: { agent: { id } } })
})

test('the socket’s handshake finds the session of a Cookie header, among other cookies, and none in rubbish', async () => {
  const as = await desk.person('socket', { '*': ['viewer'] })
  const sessionOf = createSessionOf({ directory: desk.directory, publicUrl: 'https://desk.example' })
  expect(await sessionOf(`theme=dark; ${as}; x=y`)).toMatchObject({ rights: { '*': ['viewer'] } })
  const token = as.split('=')[1]!
  for (const header of [
    undefined,
    '',
    'x',
    `madoguchi=${token}`,
    `__Host-madoguchi=${token}x`,
    '__Host-madoguchi=%E0%A4%A',
    `__Host-madoguchi=${'A'.repeat(43)}`,
  ])
    expect(await sessionOf(header)).toBeNull()
})

test('one agent’s flood is held back and no one else’s', async () => {
  const strict = await openDesk({ requestsAMinute: 20 })
  try {
    const [loud, calm] = [await strict.person('loud', {}), await strict.person('calm', {})]
    const me = (as: string) => strict.ask({ url: '/api/session', as })
    const answers = await Promise.all(Array.from({ length: 25 }, () => me(loud)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)
    expect(await me(loud)).toMatchObject({ body: { code: 'too_many', limit: 20 } })
    expect(await me(calm)).toMatchObject({ status: 200 })
  } finally {
    await strict.stop()
  }
})

test('what is one’s own begins empty, and speaks of the channels one may see', async () => {
  const since = async (as: string) => {
    const answer = await desk.ask({ url: '/api/personal', as })
    expect(answer).toMatchObject({ status: 200, body: { preferences: { theme: 'system' }, readings: {}, drafts: {} } })
    return Object.keys((answer.body as { since: object }).since).sort()
  }
  expect(await since(await desk.person('all', { '*': ['viewer'] }))).toEqual([desk.shop, desk.office].sort())
  expect(await since(await desk.person('one', { [desk.office]: ['agent'] }))).toEqual([desk.office])
  expect(await since(await desk.person('none', {}))).toEqual([])
})
