import { expect, test } from 'vitest'
import type { TemplateRow } from '@madoguchi/contracts/row/template'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { CHANNEL, fact, folded } from '../commit/build.fixture.ts'

const MESSAGES = [{ type: 'text', text: 'こんにちは {{contact.name}}' }]
let serial = 0
const change = (template: string, change: unknown, more: Partial<Envelope> = {}) =>
  fact('template.changed', { template, change }, { id: `e${(serial += 1)}`, key: `${CHANNEL}:-`, by: 'mika', ...more })
const rowOf = (events: Envelope[], id = 't'): TemplateRow | undefined => folded(events).of('template')[id]

test('the first change makes a draft of its channel; one of all channels has the workspace’s key', () => {
  const made = { name: '挨拶', messages: MESSAGES }
  const stamp = { rev: 0, by: 'mika', at: 7 }
  expect(rowOf([change('t', made, { at: 7 })])).toEqual({
    ...made,
    folder: '',
    shortcut: '',
    state: 'draft',
    channel: CHANNEL,
    author: 'mika',
    createdAt: 7,
    changedBy: 'mika',
    changedAt: 7,
    fieldRevs: { name: stamp, messages: stamp },
  })
  expect(rowOf([change('t', made, { key: '-:-' })])?.channel).toBe('*')
})

test('fields merge in the log’s order, and each says at which offset and by whom', () => {
  const row = rowOf([
    change('t', { name: 'a', messages: MESSAGES }),
    change('t', { folder: 'f', state: 'published' }, { by: 'ken', at: 9 }),
    change('t', { name: 'b' }, { at: 8 }),
  ])!
  expect(row).toMatchObject({
    name: 'b',
    folder: 'f',
    state: 'published',
    messages: MESSAGES,
    changedBy: 'mika',
    changedAt: 8,
  })
  expect(row.fieldRevs).toMatchObject({
    name: { rev: 2, by: 'mika', at: 8 },
    folder: { rev: 1, by: 'ken', at: 9 },
    messages: { rev: 0 },
  })
})

test('what was never made, is of another channel or of the wrong kind changes nothing', () => {
  expect(rowOf([change('t', { name: 'a' })])).toBeUndefined()
  const made = change('t', { name: 'a', messages: MESSAGES })
  expect(rowOf([made, change('t', { name: 'b' }, { key: '-:-' })])?.name).toBe('a')
  const odd = { name: 1, state: 'hologram', messages: [{ text: 'of no type' }], colour: 'red' }
  const { dead, of } = folded([
    made,
    change('t', odd),
    change('t', null),
    fact('template.changed', null, { key: `${CHANNEL}:-` }),
  ])
  expect(dead).toEqual([])
  expect(of('template').t).toMatchObject({ name: 'a', folder: '', state: 'draft', messages: MESSAGES })
  expect(of('template').t).not.toHaveProperty('colour')
})
