import { expect, test } from 'vitest'
import { inForce, keysOf, NOTHING_CHANGED } from './inForce.ts'
import { COMMAND_IDS, commandOf } from './table.ts'

const everywhere = () => true

test('no two commands have the same keys by default, and none begins another’s', () => {
  const all = COMMAND_IDS.map((id) => commandOf(id).keys).filter((keys) => keys !== '')
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((keys) => all.some((other) => other.startsWith(`${keys} `)))).toEqual([])
})

test('ids and keys fit into what the server keeps', () => {
  for (const id of COMMAND_IDS) expect([id, id.length <= 40 && commandOf(id).keys.length <= 40]).toEqual([id, true])
  expect(COMMAND_IDS.length).toBeLessThanOrEqual(100)
})

test('what was changed is in force instead of the default, and an empty choice is no key', () => {
  const choice = { on: true, map: { 'desk.resolve': 'Q', 'note.open': '' } }
  const bound = inForce(choice, everywhere)
  expect([bound.get('Q'), bound.get('E'), bound.get('N')]).toEqual(['desk.resolve', undefined, undefined])
  expect(keysOf('note.open', choice)).toBe('')
})

test('switched off, only combinations with Mod are left', () => {
  expect([...inForce({ on: false, map: {} }, everywhere)]).toEqual([['Mod+K', 'palette.open']])
})

test('a page that does not exist has no key', () => {
  const bound = inForce(NOTHING_CHANGED, (page) => page === 'chat')
  expect([bound.get('G C'), bound.get('G O')]).toEqual(['page.chat', undefined])
})

test('of two that were given the same keys on different devices one has them, always the same', () => {
  const bound = inForce({ on: true, map: { 'desk.snooze': 'E' } }, everywhere)
  expect(bound.get('E')).toBe('desk.resolve')
})
