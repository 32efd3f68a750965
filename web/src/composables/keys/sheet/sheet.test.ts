import { expect, test } from 'vitest'
import { NOTHING_CHANGED, type KeyChoice } from '../command/inForce.ts'
import { COMMAND_IDS, commandOf, type CommandId } from '../command/table.ts'
import { capsOf, spoken } from './caps.ts'
import { refusalOf, withKeys, type KeysRefusal } from './refusal.ts'
import { ownerOf, platformOf, type Platform } from './reserved.ts'

const PLATFORMS: Platform[] = ['mac', 'windows', 'linux']
const known = (choice: KeyChoice = NOTHING_CHANGED, platform: Platform = 'windows') => ({
  choice,
  platform,
  there: (page: string) => page !== 'ops',
})

test('no default belongs to a browser, a system or a field, on any platform', () => {
  for (const platform of PLATFORMS)
    for (const id of COMMAND_IDS)
      for (const stroke of commandOf(id).keys.split(' '))
        expect([platform, stroke, ownerOf(stroke, platform)]).toEqual([platform, stroke, null])
})

test.each<[Platform, string, string | null]>([
  ['windows', 'Mod+T', 'browser'],
  ['windows', 'Mod+Shift+N', 'browser'],
  ['windows', 'Mod+C', 'field'],
  ['windows', 'Mod+Q', null],
  ['mac', 'Mod+Q', 'system'],
  ['mac', 'Mod+M', 'system'],
  ['mac', 'Mod+,', 'system'],
  ['linux', 'Mod+Shift+U', 'system'],
  ['windows', 'Mod+Shift+U', null],
  ['windows', 'Mod+9', 'browser'],
  ['linux', 'Mod+K', null],
  ['linux', 'Q', null],
])('on %s %s is %s', (platform, stroke, owner) => {
  expect(ownerOf(stroke, platform)).toBe(owner)
})

test.each<[CommandId, string, KeysRefusal | null]>([
  ['desk.resolve', 'Q', null],
  ['desk.resolve', 'E', null],
  ['desk.resolve', 'Mod+E', { why: 'browser', stroke: 'Mod+E' }],
  ['desk.resolve', 'J', { why: 'taken', by: 'list.next' }],
  ['desk.resolve', 'G', { why: 'begins', by: 'page.chat' }],
  ['desk.resolve', 'G C', { why: 'taken', by: 'page.chat' }],
  ['desk.resolve', 'G E', null],
  ['desk.resolve', 'E E', null],
  ['desk.resolve', 'J J', { why: 'beginsWith', by: 'list.next' }],
  ['desk.resolve', 'X Mod+Q', { why: 'inSequence', stroke: 'Mod+Q' }],
  ['desk.resolve', 'G O', null], // a page that is not there has no keys
])('%s with %s: %o', (id, keys, refusal) => {
  expect(refusalOf(id, keys, known())).toEqual(refusal)
})

test('what another command gave up is free, and what it took is not', () => {
  const choice = { on: true, map: { 'list.next': '', 'desk.snooze': 'Q' } }
  expect(refusalOf('desk.resolve', 'J', known(choice))).toBeNull()
  expect(refusalOf('desk.resolve', 'Q', known(choice))).toEqual({ why: 'taken', by: 'desk.snooze' })
})

test('a choice that is the default is no choice', () => {
  const changed = withKeys(NOTHING_CHANGED, 'desk.resolve', 'Q')
  expect(changed).toEqual({ on: true, map: { 'desk.resolve': 'Q' } })
  expect(withKeys(changed, 'desk.resolve', 'E')).toEqual(NOTHING_CHANGED)
  expect(withKeys(NOTHING_CHANGED, 'desk.resolve', '')).toEqual({ on: true, map: { 'desk.resolve': '' } })
})

const AZERTY = new Map([
  ['KeyA', 'q'],
  ['KeyM', ','],
  ['KeyK', 'k'],
])
const KEDMANEE = new Map([['KeyA', 'ฟ']])

test.each<[string, boolean, Map<string, string> | null, string[][]]>([
  ['', false, null, []],
  ['G C', false, null, [['G'], ['C']]],
  ['Mod+K', false, null, [['Ctrl', 'K']]],
  ['Mod+K', true, null, [['⌘', 'K']]],
  ['Shift+E', true, null, [['⇧', 'E']]],
  ['Mod++', false, null, [['Ctrl', '+']]],
  ['+', false, null, [['+']]],
  ['A', false, AZERTY, [['Q']]],
  ['M', false, AZERTY, [[',']]],
  ['Mod+A', false, AZERTY, [['Ctrl', 'A']]],
  ['A', false, KEDMANEE, [['A']]],
])('the caps of "%s" (Apple %s)', (keys, apple, layout, caps) => {
  expect(capsOf(keys, apple, layout)).toEqual(caps)
})

test('keys are said in one word each', () => {
  expect(spoken('Mod+Shift+P', false)).toEqual(['Ctrl+Shift+P'])
  expect(spoken('G C', true)).toEqual(['G', 'C'])
})

test('platforms are told apart', () => {
  expect(['MacIntel', 'iPhone', 'Win32', 'Linux x86_64', ''].map(platformOf)).toEqual([
    'mac',
    'mac',
    'windows',
    'linux',
    'linux',
  ])
})
