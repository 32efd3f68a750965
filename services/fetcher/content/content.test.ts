// The bytes of what customers send: from LINE's event to the store and the fact on the log, and out of the store again.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MediaPart } from '@madoguchi/contracts/row/body/media'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { json, type Respond } from '../../line/script.fixture.ts'
import { placeOf } from '../../media/key.ts'
import type { Store } from '../../media/store.ts'
import type { Stage } from '../../sender/stage.fixture.ts'
import { openDesk, type Desk } from '../desk.fixture.ts'
import { isForgotten } from '../noted.ts'
import { subjectOf } from './wanted.ts'

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(300, 7)])
const SMALL = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(50, 9)])
const content = (id: string) => `/v2/bot/message/${id}/content`
const preview = (id: string) => `${content(id)}/preview`
const bytes =
  (body: Buffer, type: string): Respond =>
  (_seen, response) =>
    void response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body)

let desk: Desk
let stage: Stage
let store: Store
let start: Desk['start']
beforeEach(async () => {
  desk = await openDesk()
  ;({ stage, store, start } = desk)
})
afterEach(() => desk.stop())

const sends = (id: string, type: string, more: object = {}) =>
  stage.line('message', { message: { id, type, contentProvider: { type: 'line' }, ...more } })
const unsends = (id: string) => stage.line('unsend', { unsend: { messageId: id } })
const told = (count = 1): Promise<Envelope[]> =>
  stage
    .until(stage.events, (all) => all.filter(({ type }) => type.startsWith('media.')).length >= count, 'media')
    .then((all) => all.filter(({ type }) => type.startsWith('media.')))

async function kept(id: string, part: MediaPart): Promise<Buffer | null> {
  const opened = await store.open(placeOf(`shop:${id}`, part))
  return opened?.is === 'open' ? buffer(opened.stream) : null
}

test('a picture lies in the store before the log says so, beside LINE’s small one, under what its bytes are', async () => {
  stage.script.always(content('11'), bytes(PNG, 'image/jpeg'))
  stage.script.always(preview('11'), bytes(SMALL, 'image/jpeg'))
  await start()
  const sent = await sends('11', 'image')
  const [fact] = await told()
  expect(fact).toMatchObject({
    type: 'media.stored',
    key: sent.key,
    by: 'system',
    cause: sent.id,
    data: { message: 'shop:11', type: 'image/png', bytes: PNG.length, preview: true },
  })
  expect(await kept('11', 'content')).toEqual(PNG)
  expect(await kept('11', 'preview')).toEqual(SMALL)
})

test('a voice and a file have no small picture, and none is asked for; a text has no bytes', async () => {
  for (const id of ['21', '22']) stage.script.always(content(id), bytes(PNG, 'application/octet-stream'))
  await start()
  await stage.line('message', { message: { id: '20', type: 'text', text: 'はい' } })
  await sends('21', 'audio')
  await sends('22', 'file', { contentProvider: undefined, fileName: 'a.pdf' })
  const facts = await told(2)
  expect(facts.map(({ data }) => (data as { message: string }).message).toSorted()).toEqual(['shop:21', 'shop:22'])
  expect(stage.script.calls.filter(({ path }) => path.includes('/preview') || path.includes('/20/'))).toEqual([])
})

test('the same message twice is fetched once', async () => {
  stage.script.always(content('31'), bytes(PNG, 'image/png'))
  await start()
  const first = await sends('31', 'image')
  await told()
  await stage.log.append(first)
  await sends('31', 'image')
  stage.script.always(content('32'), bytes(PNG, 'image/png'))
  await sends('32', 'image')
  await told(2)
  expect(stage.script.of(content('31'))).toHaveLength(1)
})

test.for([
  ['taken back at LINE', 410, 0, 'gone'],
  ['unknown to LINE for ten minutes', 404, 11 * 60_000, 'missing'],
  ['refused for good', 400, 0, 'failed'],
  ['not to be had for six hours', 500, 7 * 3_600_000, 'failed'],
] as const)('what is %s is said to be lost', async ([, status, ahead, why]) => {
  stage.script.always(content('41'), json(status, { message: 'no' }))
  await start(ahead)
  const sent = await sends('41', 'image')
  expect(await told()).toMatchObject([{ type: 'media.lost', cause: sent.id, data: { message: 'shop:41', why } }])
  expect(await kept('41', 'content')).toBeNull()
})

test('what LINE does not know yet is asked for again', async () => {
  stage.script.next(content('51'), json(404, { message: 'not found' }))
  stage.script.always(content('51'), bytes(PNG, 'image/png'))
  await start()
  await sends('51', 'image')
  expect(await told()).toMatchObject([{ type: 'media.stored' }])
  expect(stage.script.of(content('51'))).toHaveLength(2)
})

test('a message taken back leaves no byte, whether it was stored, is on its way or was never asked for', async () => {
  let letGo = () => {}
  const slow: Respond = (_seen, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': PNG.length }).write(PNG.subarray(0, 100))
    letGo = () => void response.end(PNG.subarray(100))
  }
  stage.script.always(content('61'), bytes(PNG, 'image/png'))
  stage.script.always(preview('61'), bytes(SMALL, 'image/jpeg'))
  stage.script.always(content('62'), slow)
  await start()
  await sends('61', 'image')
  await told()
  expect(await kept('61', 'content')).toEqual(PNG)
  await sends('62', 'image')
  await stage.until(
    () => stage.script.of(content('62')).length,
    (calls) => calls === 1,
    'the download',
  )
  for (const id of ['61', '62', '63']) await unsends(id)
  const gone = async () => [await kept('61', 'content'), await kept('61', 'preview')]
  await stage.until(gone, (both) => both.every((one) => one === null), 'forgetting')
  const noted = () => isForgotten(stage.database.pool, subjectOf('shop:62'))
  await stage.until(noted, (yes) => yes, 'the word that it was taken back')
  letGo()
  await sends('63', 'image')
  stage.script.always(content('64'), bytes(PNG, 'image/png'))
  await sends('64', 'image')
  const facts = await told(2)
  expect(facts.map(({ data }) => (data as { message: string }).message)).toEqual(['shop:61', 'shop:64'])
  await stage.until(
    () => kept('62', 'content'),
    (one) => one === null,
    'the late one',
  )
  expect(stage.script.of(content('63'))).toEqual([])
})

test('what a fetcher stored and did not live to forget is forgotten at the next try', async () => {
  stage.script.always(content('71'), json(500, { message: 'later' }))
  await start()
  await sends('71', 'image')
  await stage.until(
    () => stage.script.of(content('71')).length,
    (calls) => calls > 0,
    'the first try',
  )
  await unsends('71')
  const noted = () => isForgotten(stage.database.pool, subjectOf('shop:71'))
  await stage.until(noted, (yes) => yes, 'the word that it was taken back')
  await store.put(placeOf('shop:71', 'content'), Readable.from([PNG]), { type: 'image/png', max: 10_000 })
  await stage.until(
    () => kept('71', 'content'),
    (one) => one === null,
    'forgetting',
  )
})
