import { expect, test } from 'vitest'
import { readMapLink } from './mapLink.ts'

const at = (text: string) => {
  const place = readMapLink(text)
  return place && [place.latitude, place.longitude, place.title]
}

test.each([
  ['35.6586, 139.7454', ['35.6586', '139.7454', null]],
  ['３５．６５８６、１３９．７４５４', ['35.6586', '139.7454', null]],
  ['-33.85,+151.21', ['-33.85', '151.21', null]],
  ['geo:35.6586,139.7454;u=35', ['35.6586', '139.7454', null]],
  ['https://www.google.com/maps/@35.1,139.2,15z', ['35.1', '139.2', null]],
  ['https://www.google.co.jp/maps/search/35.5,+139.5', ['35.5', '139.5', null]],
  [
    'https://www.google.com/maps/place/%E6%9D%B1%E4%BA%AC%E3%82%BF%E3%83%AF%E3%83%BC/@35.1,139.1,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d35.6585805!4d139.7454329!16zL20v',
    ['35.6585805', '139.7454329', '東京タワー'],
  ],
  ['https://maps.google.com/?q=35.6,139.7', ['35.6', '139.7', null]],
  ['https://www.google.com/maps/search/?api=1&query=35.6%2C139.7', ['35.6', '139.7', null]],
  ['https://maps.apple.com/?ll=35.6586,139.7454&q=Tokyo%20Tower', ['35.6586', '139.7454', 'Tokyo Tower']],
  ['https://maps.apple.com/place?coordinate=35.6586,139.7454&name=Tower', ['35.6586', '139.7454', 'Tower']],
  ['https://www.openstreetmap.org/?mlat=35.65&mlon=139.74#map=16/35.1/139.1', ['35.65', '139.74', null]],
  ['https://www.openstreetmap.org/#map=16/35.65/139.74', ['35.65', '139.74', null]],
])('%s', (text, place) => {
  expect(at(text)).toEqual(place)
})

test.each([
  '',
  'Tokyo Tower',
  '91,0',
  '0,181',
  '35.6',
  'https://maps.app.goo.gl/abc',
  'https://google.com.evil.example/maps/@35.1,139.2,15z',
  'https://evilgoogle.com/maps/@35.1,139.2,15z',
  'https://evil.example/?q=35.6,139.7',
  'javascript:alert(1)//@35.1,139.2',
  'https://www.google.com/maps/place/%E0%A4%A/',
  `https://www.google.com/maps/@${'1'.repeat(5000)}`,
  `https://www.google.com/maps/${'!3d1'.repeat(900)}`,
])('no place in %s', (text) => {
  expect(readMapLink(text)).toBeNull()
})
