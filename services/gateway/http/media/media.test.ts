import { Readable } from 'node:stream'
import type { Media, MediaPart } from '@madoguchi/contracts/row/body/media'
import { mediaPath } from '@madoguchi/contracts/row/body/media'
import type { Body } from '@madoguchi/contracts/row/message'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeOf } from '../../../media/key.ts'
import { openDesk, type Desk } from '../desk.fixture.ts'
import { makeReadModel, putMessage } from '../readModel.fixture.ts'

const BYTES = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 256))
const stored = (type: string, preview = false): Media => ({ state: 'stored', type, bytes: BYTES.length, preview })

let desk: Desk
let as: string
let n = 0
beforeAll(async () => {
  desk = await openDesk({ requestsAMinute: 1_000_000 })
  as = await desk.person('mika', { [desk.shop]: ['viewer'] })
  await makeReadModel(desk.database.pool)
})
afterAll(() => desk.stop())

/** A message of the shop with these bytes in the store; returns its id. */
async function message(body: Body, type = 'image/png', channel = desk.shop): Promise<string> {
  const id = `${channel}:${(n += 1)}`
  const conversation = `${channel}:U1`
  await putMessage(desk.database.pool, id, { conversation, at: 1, event: id, body } as never, conversation)
  for (const part of ['content', 'preview'] as const)
    await desk.store.put(placeOf(id, part), Readable.from([BYTES]), { type, max: 10_000 })
  return id
}
const get = (id: string, part: MediaPart = 'content', headers: Record<string, string> = {}, who: string | null = as) =>
  desk.ask({ url: mediaPath(id, part), headers, ...(who === null ? {} : { as: who }) })

test('a picture is shown in its place, as what it is and nothing else, and a browser asks whether it still may', async () => {
  const id = await message({ kind: 'image', media: stored('image/png', true) })
  const answer = await get(id)
  expect(answer.status).toBe(200)
  expect(answer.bytes).toEqual(BYTES)
  expect(answer.headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': 'inline',
    'content-length': '1000',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
  })
  expect((await get(id, 'preview')).status).toBe(200)
  const again = await get(id, 'content', { 'if-none-match': String(answer.headers.etag) })
  expect([again.status, again.bytes.length]).toEqual([304, 0])
  expect(await desk.ask({ method: 'HEAD', url: mediaPath(id, 'content'), as })).toMatchObject({
    status: 200,
    headers: { 'content-length': '1000' },
  })
})

test('players seek: a range is answered by its bytes, one beyond the end by 416 with the length', async () => {
  const id = await message({ kind: 'video', media: stored('video/mp4') }, 'video/mp4')
  const part = await get(id, 'content', { range: 'bytes=100-199' })
  expect(part).toMatchObject({
    status: 206,
    headers: { 'content-range': 'bytes 100-199/1000', 'content-length': '100' },
  })
  expect(part.bytes).toEqual(BYTES.subarray(100, 200))
  expect((await get(id, 'content', { range: 'bytes=-10' })).bytes).toEqual(BYTES.subarray(990))
  expect(await get(id, 'content', { range: 'bytes=1000-' })).toMatchObject({
    status: 416,
    headers: { 'content-range': 'bytes */1000' },
  })
})

test('a page that calls itself a file is only ever saved, under a name that cannot trick', async () => {
  const name = '../evil\u202egnp.html'
  const id = await message({ kind: 'file', name, media: stored('text/html') }, 'text/html')
  const { headers } = await get(id)
  expect(headers['content-type']).toBe('application/octet-stream')
  expect(String(headers['content-disposition'])).toMatch(/^attachment; filename="evilgnp.html"/)
  const picture = await message({ kind: 'image', media: stored('image/png') })
  const saved = await desk.ask({ url: `${mediaPath(picture, 'content')}?save=1`, as })
  expect(saved.headers['content-disposition']).toBe('attachment')
})

test('only who may see the channel, and only while there is something to see', async () => {
  const id = await message({ kind: 'image', media: stored('image/png') })
  const elsewhere = await message({ kind: 'image', media: stored('image/png') }, 'image/png', desk.office)
  expect((await get(id, 'content', {}, null)).status).toBe(401)
  expect((await get(elsewhere)).status).toBe(403)
  expect((await get('nochannel:1')).status).toBe(403)
  expect((await get(id, 'preview')).status).toBe(404) // none is kept, whatever lies in the store
  expect((await desk.ask({ url: `/media/${encodeURIComponent(id)}/secret`, as })).status).toBe(404)
  const nothing: Body[] = [
    { kind: 'unsent' },
    { kind: 'image' },
    { kind: 'image', media: { state: 'lost', why: 'gone' } },
    { kind: 'text', text: 'はい' },
  ]
  for (const body of nothing) expect((await get(await message(body))).status).toBe(404)
  expect((await get(`${desk.shop}:unknown`)).status).toBe(404)
  for (const odd of ['../../etc/passwd', '%00', 'a\0b', `${desk.shop}:..%2f..`]) {
    const { status } = await desk.ask({ url: `/media/${encodeURIComponent(odd)}/content`, as })
    expect([403, 404]).toContain(status)
  }
})

test('bytes that the store has lost are 404, not an error', async () => {
  const id = await message({ kind: 'image', media: stored('image/png') })
  await desk.store.remove(placeOf(id, 'content'))
  expect((await get(id)).status).toBe(404)
})
