import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage } from '../test/stage.fixture.ts'
import type { Stage } from '../test/stage.fixture.ts'
import { names } from './fetchMedia.ts'

let stage: Stage
let server: Server
let base: string
const asked: string[] = []

beforeEach(async () => {
  stage = await openStage()
  asked.length = 0
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.range ?? ''}`)
    if (request.url === '/page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<script>')
    if (request.url === '/gone') return void response.writeHead(410).end()
    response.writeHead(request.headers.range === undefined ? 200 : 206, { 'content-type': 'image/png' })
    response.end('picture')
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await stage.stop()
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

async function push(message: object): Promise<string> {
  const answer = await stage.api('POST', '/v2/bot/message/push', { to: stage.people[0]!.id, messages: [message] })
  expect([answer.status, answer.body.details]).toEqual([200, undefined])
  return answer.body.sentMessages[0].id
}
const get = (id: string, url: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.simulator.url}/_sim/fetched/${id}?url=${encodeURIComponent(url)}`, { headers })
const image = (url: string) => ({ type: 'image', originalContentUrl: url, previewImageUrl: url })

test('pictures come from the account’s own loopback address, with their range', async () => {
  const id = await push(image(`${base}/a.png`))
  const answer = await get(id, `${base}/a.png`, { range: 'bytes=0-' })
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    206,
    'image/png',
    'picture',
  ])
  expect(asked).toEqual(['/a.png bytes=0-'])
})

test('what the message does not name is not fetched', async () => {
  const id = await push(image(`${base}/a.png`))
  expect((await get(id, `${base}/b.png`)).status).toBe(404)
  expect((await get('1', `${base}/a.png`)).status).toBe(404)
  expect(asked).toEqual([])
})

test('pages, refusals and silence are a refusal, never passed on', async () => {
  for (const path of ['/page', '/gone']) {
    const answer = await get(await push(image(base + path)), base + path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'application/json; charset=utf-8'])
  }
  const silent = 'http://127.0.0.1:1/a.png'
  expect((await get(await push(image(silent)), silent)).status).toBe(502)
})

test('an imagemap is named by its base and a width', () => {
  expect(names({ baseUrl: 'https://a.example/m' }, 'https://a.example/m/1040')).toBe(true)
  expect(names({ baseUrl: 'https://a.example/m' }, 'https://a.example/m/1041')).toBe(false)
})

test('media of our own lie under fixed addresses', async () => {
  const types = async (path: string) => {
    const answer = await fetch(`${stage.simulator.url}/_media/${path}`)
    return [answer.status, answer.headers.get('content-type')]
  }
  expect(await types('picture/sofa.png')).toEqual([200, 'image/png'])
  expect(await types('imagemap/table/1040')).toEqual([200, 'image/png'])
  expect(await types('film/1000.mp4')).toEqual([200, 'video/mp4'])
  expect(await types('voice/1000.m4a')).toEqual([200, 'audio/x-m4a'])
  expect((await types('picture/lamp.png'))[0]).toBe(404)
})
