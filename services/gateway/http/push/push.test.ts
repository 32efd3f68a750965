// A device asks for push, and no longer: for whoever is signed in, with bad input named.
import { randomBytes, createECDH } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUSH_ENDPOINT_MAX, type PushDevice } from '@madoguchi/contracts/http/push'
import { openDesk, type Desk } from '../desk.fixture.ts'

let desk: Desk
let as: string
let other: string
beforeAll(async () => {
  desk = await openDesk()
  as = await desk.person('mika', { [desk.shop]: ['agent'] })
  other = await desk.person('ken', { [desk.shop]: ['agent'] })
})
afterAll(() => desk.stop())

const device = (endpoint = 'https://push.example.com/abc'): PushDevice => ({
  endpoint,
  keys: {
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  },
  language: 'ja',
})
const ask = (method: string, url: string, body?: unknown, who = as) =>
  desk.ask({ method, url, as: who, ...(body !== undefined && { body }) })
const kept = async () =>
  (await desk.database.pool.query<{ sealed: string }>('select sealed from push_subscription')).rows

test('a device is kept once however often it asks, sealed, until it asks no longer', async () => {
  const given = device()
  expect((await ask('POST', '/api/push', given)).status).toBe(204)
  expect((await ask('POST', '/api/push', given)).status).toBe(204)
  const [row, ...more] = await kept()
  expect([more, row!.sealed.includes('push.example.com')]).toEqual([[], false])
  const { endpoint } = given
  expect((await ask('DELETE', '/api/push', { endpoint }, other)).status).toBe(204) // not theirs: nothing happens
  expect(await kept()).toHaveLength(1)
  expect((await ask('POST', '/api/push/test', { endpoint })).status).toBe(202)
  expect((await ask('POST', '/api/push/test', { endpoint }, other)).status).toBe(404)
  expect((await ask('DELETE', '/api/push', { endpoint })).status).toBe(204)
  expect((await ask('POST', '/api/push/test', { endpoint })).status).toBe(404)
  expect(await kept()).toEqual([])
})

test('the house has one public key, of a form that browsers take', async () => {
  const { key } = (await ask('GET', '/api/push')).body as { key: string }
  expect([Buffer.from(key, 'base64url').length, Buffer.from(key, 'base64url')[0]]).toEqual([65, 4])
  expect((await ask('GET', '/api/push', undefined, other)).body).toEqual({ key })
})

test('what is no push service or no key is refused with its name', async () => {
  const inside = [
    'http://push.example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.0.0.1/x',
    'https://localhost/',
    'https://a:b@push.example.com/',
    'push',
  ]
  for (const endpoint of inside)
    expect([endpoint, await ask('POST', '/api/push', device(endpoint))]).toMatchObject([
      endpoint,
      { status: 400, body: { code: 'not_allowed', field: 'endpoint' } },
    ])
  const long = device(`https://push.example.com/${'x'.repeat(PUSH_ENDPOINT_MAX)}`)
  expect(await ask('POST', '/api/push', long)).toMatchObject({ status: 400, body: { field: 'endpoint' } })
  const short = { ...device(), keys: { ...device().keys, auth: 'abc' } }
  expect(await ask('POST', '/api/push', short)).toMatchObject({ status: 400, body: { field: 'keys.auth' } })
  expect(await ask('POST', '/api/push', { ...device(), more: 1 })).toMatchObject({ status: 400 })
  expect(await kept()).toEqual([])
})

test('one agent has twenty devices at most: the oldest go', async () => {
  for (let i = 0; i < 22; i += 1) await ask('POST', '/api/push', device(`https://push.example.com/${i}`))
  expect(await kept()).toHaveLength(20)
})
