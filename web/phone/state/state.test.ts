import { expect, test } from 'vitest'
import { actionsOf as simulatorsActions } from '../../../services/simulator/people/act/press.ts'
import { actionsOf, pressables } from './actions.ts'
import { cardLines } from './cardText.ts'
import { withBubble } from './chat.ts'
import type { Bubble } from './chat.ts'
import { plainText } from './plainText.ts'

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

test('cards show their words, or altText when they have none', () => {
  expect(cardLines(card)).toEqual(['Oak', '150 cm', '180 cm'])
  const contents = {
    type: 'bubble',
    body: {
      type: 'box',
      contents: [
        {
          type: 'text',
          contents: [
            { type: 'span', text: 'a' },
            { type: 'span', text: 'b' },
          ],
        },
        { type: 'button', action: button('C') },
      ],
    },
  }
  expect(cardLines({ type: 'flex', altText: 'alt', contents })).toEqual(['ab'])
  expect(cardLines({ type: 'flex', altText: 'alt', contents: { type: 'bubble' } })).toEqual(['alt'])
  expect(cardLines({ type: 'text', text: 'x' })).toBeNull()
})

test('textV2 is read with its braces, names and emoji', () => {
  const substitution = {
    you: { type: 'mention', mentionee: { type: 'user', userId: 'U1' } },
    all: { type: 'mention', mentionee: { type: 'all' } },
    e: { type: 'emoji' },
  }
  expect(plainText({ type: 'textV2', text: '{you} {all} {e} {{x}}', substitution })).toBe('@you @All ▫ {x}')
  expect(plainText({ type: 'sticker' })).toBeNull()
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
