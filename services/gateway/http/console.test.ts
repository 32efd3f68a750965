import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type Desk } from './desk.fixture.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.stop())

const get = (url: string, headers = {}) => desk.app.inject({ url, headers: { host: 'desk.example', ...headers } })

test('until the console is built a plain page says what to do; once it is built it is there', async () => {
  const before = await get('/')
  expect(before).toMatchObject({ statusCode: 503, headers: { 'content-type': 'text/html; charset=utf-8' } })
  expect(before.payload).toContain('npm run build')
  await mkdir(join(desk.webFolder, 'assets'))
  await mkdir(join(desk.webFolder, 'phone'))
  await writeFile(join(desk.webFolder, 'index.html'), '<!doctype html><title>Madoguchi</title>')
  await writeFile(join(desk.webFolder, 'theme.js'), 'document.documentElement.dataset.theme="dark"')
  await writeFile(
    join(desk.webFolder, 'assets', 'index-abc123.js'),
    `console.log(${JSON.stringify('x'.repeat(5_000))})`,
  )
  await writeFile(join(desk.webFolder, '.env'), 'SECRET_KEY=oops')
  await writeFile(join(desk.webFolder, '..', 'beside.txt'), 'beside')
  expect(await get('/')).toMatchObject({ statusCode: 200, payload: '<!doctype html><title>Madoguchi</title>' })
})

test('every page’s address gives the console, asked for anew each time', async () => {
  for (const url of ['/', '/chat/abc/abc%3AU1', '/chat/abc/abc:U1.2', '/sign-in', '/reset?token=x', '/channels']) {
    const page = await get(url)
    expect(page.payload).toContain('<title>Madoguchi')
    expect(page.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': expect.stringContaining('text/html'),
    })
  }
  const again = await get('/', { 'if-none-match': (await get('/')).headers.etag })
  expect(again.statusCode).toBe(304)
})

test('hashed files are kept for a year and are compressed; others are asked for anew', async () => {
  const script = await get('/assets/index-abc123.js', { 'accept-encoding': 'br, gzip' })
  expect(script.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': expect.stringContaining('javascript'),
    'content-encoding': 'br',
  })
  expect(script.rawPayload.length).toBeLessThan(500)
  expect((await get('/theme.js')).headers['cache-control']).toBe('no-cache')
})

test('what is not there, is hidden, or lies outside is never given', async () => {
  for (const url of ['/assets/gone.js', '/api', '/webhook/abc', '/socket.io/x'])
    expect(await get(url)).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
  for (const url of [
    '/.env',
    '/../beside.txt',
    '/..%2fbeside.txt',
    '/%2e%2e/beside.txt',
    '/assets/..%2f..%2fbeside.txt',
    '/..%5cbeside.txt',
    '/x%00.js',
  ]) {
    const { payload } = await get(url)
    expect(payload).not.toContain('oops')
    expect(payload).not.toContain('beside')
  }
})

test('every answer forbids inline script, eval and frames, also a refusal', async () => {
  for (const url of ['/', '/assets/index-abc123.js', '/api/session', '/api/nothing']) {
    const { headers } = await get(url)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; ",
    )
    expect(policy).toContain("connect-src 'self' wss://desk.example; ")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    })
  }
})

test('a trial on one machine may show the simulator’s pictures, and promises no https', async () => {
  const trial = await openDesk({ publicUrl: 'http://127.0.0.1:3000' })
  try {
    const { headers } = await trial.app.inject({ url: '/' })
    expect(headers['content-security-policy']).toContain(
      "img-src 'self' https: data: blob: http://127.0.0.1:* http://localhost:*;",
    )
    expect(headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:3000;")
    expect(headers).not.toHaveProperty('strict-transport-security')
  } finally {
    await trial.stop()
  }
})

test('what the build has compressed is sent as it is, to whoever can read it, and caches are told', async () => {
  const file = join(desk.webFolder, 'assets', 'page-def456.js')
  await writeFile(file, 'plain')
  await writeFile(`${file}.br`, 'as the build made it')
  const [able, plain] = [
    await get('/assets/page-def456.js', { 'accept-encoding': 'gzip, br' }),
    await get('/assets/page-def456.js'),
  ]
  expect(able).toMatchObject({ statusCode: 200, payload: 'as the build made it' })
  expect(able.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('javascript'),
  })
  expect(String(able.headers.vary)).toContain('accept-encoding')
  expect(plain.payload).toBe('plain')
  expect(plain.headers).not.toHaveProperty('content-encoding')
})
