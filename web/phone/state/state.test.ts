import { expect, test } from 'vitest'
import { KINDS } from '../../../services/simulator/fault/fault.ts'
import { deeds } from '../../../services/simulator/people/act/act.ts'
import { actionsOf as simulatorsActions } from '../../../services/simulator/people/act/press.ts'
import { defaultSettings } from '../../../services/simulator/webhook/settings.ts'
import { deedOf, EVENTS, startOf } from '../panel/events.ts'
import { CONTENT, SENDING, WEBHOOK } from '../panel/faults.ts'
import { actionsOf, pressables } from './actions.ts'
import { withBubble } from './chat.ts'
import type { Bubble } from './chat.ts'
import { composed } from './composed.ts'
import { boxStyle, placeStyle } from './flex.ts'
import { segmentsOf } from './segments.ts'

const button = (label: string) => ({ type: 'message', label, text: label })
const card = {
  type: 'template',
  altText: 'alt',
  template: {
    type: 'carousel',
    columns: [
      { title: 'Oak', text: '150 cm', actions: [button('A')], defaultAction: button('D') },
      { text: '180 cm', actions: [button('B')] },
    ],
  },
  quickReply: { items: [{ type: 'action', action: button('Q') }] },
}

test('buttons are counted as the simulator counts them, and quick replies told apart', () => {
  expect(actionsOf(card)).toEqual(simulatorsActions(card))
  const { inside, quick } = pressables(card)
  expect(inside.map((one) => one.action.label)).toEqual(['A', 'D', 'B'])
  expect(quick).toEqual([{ action: button('Q'), index: 3 }])
})

test('textV2 is read with its braces, names and emoji', () => {
  const substitution = {
    you: { type: 'mention', mentionee: { type: 'user', userId: 'U1' } },
    all: { type: 'mention', mentionee: { type: 'all' } },
    e: { type: 'emoji', emojiId: '7' },
  }
  const message = { type: 'textV2', text: '{you} {all} {e} {{x}} {toString}', substitution }
  const found = segmentsOf(message, (userId) => (userId === 'U1' ? 'Ann' : ''))!
  expect(found.map((one) => one.text).join('')).toBe('@Ann @All :7: {x} @toString')
  expect(found.map((one) => one.kind)).toEqual(['mention', 'words', 'mention', 'words', 'emoji', 'words', 'mention'])
  expect(segmentsOf({ type: 'sticker' })).toBeNull()
})

test('emoji of ours stand where the $ is, those of people where their words are', () => {
  const ours = segmentsOf({ type: 'text', text: '$ hi', emojis: [{ index: 0, productId: 'p', emojiId: '3' }] })
  expect(ours).toEqual([
    { kind: 'emoji', text: ':3:' },
    { kind: 'words', text: ' hi' },
  ])
  const theirs = segmentsOf({ type: 'text', text: 'so (love)', emojis: [{ index: 3, length: 6, emojiId: '2' }] })
  expect(theirs!.at(-1)).toEqual({ kind: 'emoji', text: '(love)' })
})

test('wrong ranges are plain words: past the end, negative, overlapping, no numbers', () => {
  const emojis = [
    { index: 9, length: 2 },
    { index: -1, length: 2 },
    { index: 0, length: 3 },
    { index: 1, length: 1 },
    { index: 'x', length: 1 },
    null,
  ]
  expect(segmentsOf({ type: 'text', text: 'abcde', emojis })).toEqual([
    { kind: 'emoji', text: 'abc' },
    { kind: 'words', text: 'de' },
  ])
  expect(segmentsOf({ type: 'text', text: '' })).toEqual([{ kind: 'words', text: '' }])
})

test('what is written carries emoji and names with their offsets; the longer name wins', () => {
  const members = [
    { id: 'U1', name: 'Ann' },
    { id: 'U2', name: 'Ann Lee' },
  ]
  const { text, emojis, mentions } = composed('🍎 (love) @Ann Lee and @Ann, @All', members)
  expect(emojis!.map((one) => text.slice(one.index, one.index + one.length))).toEqual(['(love)'])
  expect(mentions!.map((one) => [one.userId ?? 'all', text.slice(one.index, one.index + one.length)])).toEqual([
    ['U2', '@Ann Lee'],
    ['U1', '@Ann'],
    ['all', '@All'],
  ])
  expect(composed('@All of you')).toEqual({ text: '@All of you' })
})

test('flex places its children: shares in a row, their own height in a column, only known values', () => {
  const text = { type: 'text', text: 'x', margin: 'xl' }
  expect(placeStyle(text, 'horizontal', false, 'sm')).toMatchObject({ flex: '1 1 0', marginInlineStart: '16px' })
  expect(placeStyle(text, 'vertical', true, 'sm')).toEqual({ flex: '0 0 auto' })
  expect(placeStyle({ type: 'box', width: '50px' }, 'horizontal', true, undefined)).toMatchObject({ flex: '0 0 auto' })
  const style = boxStyle({
    type: 'box',
    layout: 'vertical',
    backgroundColor: 'url(//x)',
    paddingAll: '10px;color:red',
    width: '50%',
  })
  expect(style).toEqual({ flexDirection: 'column', width: '50%' })
})

test('every event of the panel names its deed, with numbers as numbers', () => {
  const member = EVENTS.find((form) => form.do === 'member')!
  expect(deedOf(member, startOf(member))).toEqual({ do: 'member', type: 'joined', membershipId: 3189 })
  for (const form of EVENTS) expect(Object.hasOwn(deeds, form.do)).toBe(true)
})

test('every switch of the panel is a fault or a setting that the simulator knows', () => {
  for (const { fault } of [...SENDING, ...CONTENT]) expect(KINDS).toContain(fault.kind)
  const settings = defaultSettings()
  for (const { part, name } of WEBHOOK) expect(settings[part]).toHaveProperty(name)
})

test('a bubble replaces the one of its id and keeps its place', () => {
  const bubble = (messageId: string, text: string): Bubble => ({
    messageId,
    at: 0,
    from: 'person',
    message: { type: 'text', text },
    delivered: true,
  })
  const two = [bubble('1', 'a'), bubble('2', 'b')]
  expect(withBubble(two, bubble('1', 'edited')).map((one) => one.message.text)).toEqual(['edited', 'b'])
  expect(withBubble(two, bubble('3', 'c'))).toHaveLength(3)
})
