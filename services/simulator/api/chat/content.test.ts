import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openStage } from '../../test/stage.fixture.ts'
import type { Stage } from '../../test/stage.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())
afterEach(() => stage.sim('DELETE', '/_sim/faults'))

const sent = async (input: Record<string, unknown>) => (await stage.act(input)).messageIds[0]!
/** An answer as it comes, byte by byte; `cut` = the line ended before the answer did. */
async function get(id: string, what = '', stopAfter = Infinity) {
  const request = httpRequest(`${stage.simulator.url}/v2/bot/message/${id}/content${what}`, {
    agent: false,
    headers: { authorization: `Bearer ${stage.token}` },
  }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  let bytes = 0
  let cut = false
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer)
      bytes += (chunk as Buffer).length
      if (bytes >= stopAfter) break
    }
  } catch {
    cut = true
  }
  request.destroy()
  const body = Buffer.concat(chunks)
  return {
    status: response.statusCode,
    type: response.headers['content-type'],
    length: response.headers['content-length'],
    body,
    cut,
  }
}
/** The beginning of an answer as it stands on the line: Node's client does not survive a length that lies. */
async function getRaw(id: string): Promise<string> {
  const socket = connect(stage.simulator.port, '127.0.0.1')
  socket.write(`GET /v2/bot/message/${id}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${stage.token}\r\n\r\n`)
  let text = ''
  for await (const chunk of socket) {
    text += (chunk as Buffer).toString('latin1')
    if (text.length > 2_000) break
  }
  return text
}
const state = async (id: string) => JSON.parse(String((await get(id, '/transcoding')).body))
const fault = (input: Record<string, unknown>) => stage.sim('POST', '/_sim/faults', input)

test('a picture is a PNG from the first moment, and so is its preview', async () => {
  const id = await sent({ do: 'images' })
  for (const what of ['', '/preview']) {
    const { status, type, body } = await get(id, what)
    expect([status, type]).toEqual([200, 'image/png'])
    expect(body.subarray(1, 4).toString()).toBe('PNG')
  }
  expect((await get(id, '/transcoding')).status).toBe(400)
})

test('films and voices are 202 without a byte until LINE has made them ready, by the platform’s clock', async () => {
  const ids = [await sent({ do: 'video', processingMs: 60_000 }), await sent({ do: 'voice', processingMs: 60_000 })]
  for (const id of ids) {
    expect(await get(id)).toMatchObject({ status: 202, length: '0', body: Buffer.alloc(0) })
    expect(await state(id)).toEqual({ status: 'processing' })
  }
  expect((await get(ids[0]!, '/preview')).status).toBe(202)
  await stage.sim('POST', '/_sim/clock', { advanceMs: 60_000 })
  for (const id of ids) expect(await state(id)).toEqual({ status: 'succeeded' })
  const [film, voice] = [await get(ids[0]!), await get(ids[1]!)]
  expect([film.status, film.type, film.body.subarray(4, 12).toString()]).toEqual([200, 'video/mp4', 'ftypisom'])
  expect([voice.status, voice.type, voice.body.subarray(4, 12).toString()]).toEqual([200, 'audio/x-m4a', 'ftypM4A '])
  expect((await get(ids[0]!, '/preview')).type).toBe('image/png')
  expect((await get(ids[1]!, '/preview')).status).toBe(400)
})

test('unsent content is gone, and what is older than a fortnight is not found', async () => {
  const [unsent, old] = [await sent({ do: 'images' }), await sent({ do: 'images' })]
  await stage.act({ do: 'unsend', messageId: unsent })
  expect(await get(unsent)).toMatchObject({ status: 410 })
  expect((await get(unsent, '/preview')).status).toBe(410)
  await stage.sim('POST', '/_sim/clock', { advanceMs: 13 * 86_400_000 })
  stage.token = await renewed() // the old one lived 15 minutes
  expect((await get(old)).status).toBe(200)
  await stage.sim('POST', '/_sim/clock', { advanceMs: 86_400_001 })
  stage.token = await renewed()
  expect(await get(old)).toMatchObject({ status: 404 })
})
async function renewed(): Promise<string> {
  const answer = await fetch(`${stage.simulator.url}/oauth2/v3/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: stage.channel.id,
      client_secret: stage.channel.secret,
    }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

test('another channel finds nothing, and a text has nothing', async () => {
  expect((await get(await sent({ do: 'say', text: 'x' }))).status).toBe(404)
  expect((await get('1')).status).toBe(404)
})

test('stay_processing and transcode_failed say the same to both questions, and to nobody else', async () => {
  const [film, other] = [await sent({ do: 'video', processingMs: 0 }), await sent({ do: 'video', processingMs: 0 })]
  await fault({ kind: 'stay_processing', match: { path: `/v2/bot/message/${film}/*` } })
  expect((await get(film)).status).toBe(202)
  expect(await state(film)).toEqual({ status: 'processing' })
  expect(await state(other)).toEqual({ status: 'succeeded' })
  await stage.sim('DELETE', '/_sim/faults')
  await fault({ kind: 'transcode_failed' })
  expect((await get(film)).status).toBe(202)
  expect(await state(film)).toEqual({ status: 'failed' })
})

test('slow_drip gives a byte at a time', async () => {
  const id = await sent({ do: 'images' })
  await fault({ kind: 'slow_drip', delayMs: 30 })
  const started = performance.now()
  const { body } = await get(id, '', 5)
  expect(body).toHaveLength(5)
  expect(performance.now() - started).toBeGreaterThan(100)
})

test('cut_at ends the line within the answer, by default in its middle', async () => {
  const id = await sent({ do: 'images' })
  const whole = (await get(id)).body
  await fault({ kind: 'cut_at', bytes: 100, count: 1 })
  expect(await get(id)).toMatchObject({
    status: 200,
    length: String(whole.length),
    cut: true,
    body: whole.subarray(0, 100),
  })
  await fault({ kind: 'cut_at', count: 1 })
  const { cut, body } = await get(id)
  expect([cut, body.length]).toEqual([true, whole.length >> 1])
})

test('huge goes on without an end, or to so many bytes, and may claim another length', async () => {
  const id = await sent({ do: 'images' })
  const whole = (await get(id)).body
  await fault({ kind: 'huge', bytes: 1_000_000, count: 1 })
  const { body, length } = await get(id)
  expect([body.length, length]).toEqual([1_000_000, undefined])
  expect(body.subarray(0, whole.length).equals(whole)).toBe(true)
  await fault({ kind: 'huge', count: 1 })
  expect((await get(id, '', 30_000_000)).body.length).toBeGreaterThanOrEqual(30_000_000)
  await fault({ kind: 'huge', bytes: 5_000_000, claims: 10, count: 1 })
  const said = await getRaw(id)
  expect(said).toContain('content-length: 10\r\n')
  expect(said.split('\r\n\r\n')[1]!.length).toBeGreaterThan(100)
})

test('wrong_type lies in the header, or in the bytes', async () => {
  const id = await sent({ do: 'images' })
  await fault({ kind: 'wrong_type', contentType: 'text/html', count: 1 })
  const inHeader = await get(id)
  expect([inHeader.type, inHeader.body.subarray(1, 4).toString()]).toEqual(['text/html', 'PNG'])
  await fault({ kind: 'wrong_type', count: 1 })
  const inBytes = await get(id)
  expect([inBytes.type, inBytes.body.includes('<script>')]).toEqual(['image/png', true])
})

test('the ledger knows which fault struck, and one that found nothing to strike is still there', async () => {
  const id = await sent({ do: 'images' })
  await fault({ kind: 'cut_at', count: 1 })
  await get(id, '/transcoding')
  await stage.api('GET', '/v2/bot/message/1/content')
  expect((await stage.sim('GET', '/_sim/faults')).faults).toHaveLength(1)
  await get(id)
  expect((await stage.sim('GET', '/_sim/faults')).faults).toHaveLength(0)
  const { calls } = await stage.sim('GET', '/_sim/calls')
  expect(calls.at(-1)).toMatchObject({ status: 200, fault: 'cut_at' })
})
