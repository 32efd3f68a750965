// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { ask, isAsked, isOurs } from './asked.ts'

test('only addresses of our own uploads need no asking', () => {
  const here = location.origin
  expect(isOurs(`${here}/m/abc`)).toBe(true)
  for (const other of [
    `${here}/media/x/content`,
    `${here}/m/../api/session`,
    `${here}.evil.example/m/a`,
    'https://a.example/m/a',
    '/m/a',
    '',
  ])
    expect(isOurs(other)).toBe(false)
})

test('others are remembered once they were asked for', () => {
  expect(isAsked('https://a.example/1.jpg')).toBe(false)
  ask('https://a.example/1.jpg')
  expect(isAsked('https://a.example/1.jpg')).toBe(true)
})
