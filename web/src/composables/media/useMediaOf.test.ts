import { expect, test } from 'vitest'
import type { Body } from '@madoguchi/contracts/row/message'
import { byAgent, item } from '../timeline/build.fixture.ts'
import { pictureSources } from './mediaBody.ts'
import { mediaOf } from './useMediaOf.ts'

const stored = (type: string, preview = false) => ({ state: 'stored', type, bytes: 9, preview }) as const
const media = (kind: string, media?: object) => ({ body: { kind, ...(media === undefined ? {} : { media }) } as Body })

test('it goes through the pictures and films that have come, in the order of the timeline', () => {
  const items = [
    item(1, media('image', stored('image/jpeg')), 'c:1'),
    item(2, {}, 'c:2'),
    item(3, media('image'), 'c:3'),
    item(4, media('video', stored('video/mp4', true)), 'c:4'),
    item(5, media('image', { state: 'lost', why: 'missing' }), 'c:5'),
    item(6, media('audio', stored('audio/mp4')), 'c:6'),
    item(7, media('file', stored('image/png')), 'c:7'),
    item(8, byAgent('a'), 'c:8'),
    item(9, { body: { kind: 'unsent' } }, 'c:9'),
    item(10, media('image', stored('image/heic')), 'c:10'),
    item(11, media('image', stored('image/heic', true)), 'c:11'),
  ]
  expect(mediaOf(items).map(({ id }) => id)).toEqual(['c:1', 'c:4', 'c:11'])
})

test('a picture is drawn small from what LINE made small, and large from itself; neither from a format that may run', () => {
  expect(pictureSources('c:1', stored('image/png', true), 'small')).toEqual([
    '/media/c%3A1/preview',
    '/media/c%3A1/content',
  ])
  expect(pictureSources('c:1', stored('image/png', true), 'full')).toEqual([
    '/media/c%3A1/content',
    '/media/c%3A1/preview',
  ])
  expect(pictureSources('c:1', stored('image/png'), 'small')).toEqual(['/media/c%3A1/content'])
  for (const type of ['image/svg+xml', 'text/html', 'application/octet-stream', 'image/heic'])
    expect(pictureSources('c:1', stored(type), 'full')).toEqual([])
})

test('an id cannot lead an address out of its folder', () => {
  for (const id of ['../../x', '//evil.example', 'javascript:x', 'a?b#c', '..\\x'])
    expect(new URL(pictureSources(id, stored('image/png'), 'full')[0]!, 'https://desk.example').href).toMatch(
      /^https:\/\/desk\.example\/media\/[^/?#]+\/content$/,
    )
})
