import { expect, test } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { at, CHANNEL, fact, folded, text } from '../../commit/build.fixture.ts'

const KEY = `${CHANNEL}:Ucustomer`
let serial = 0
const edit = (change: unknown, based: unknown = {}, more: Partial<Envelope> = {}) =>
  fact('contact.edited', { change, based }, { id: `e${(serial += 1)}`, by: 'mika', at: at(serial), ...more })
const tag = (add: unknown, remove: unknown = [], more: Partial<Envelope> = {}) =>
  fact('contact.tagged', { add, remove }, { id: `t${(serial += 1)}`, by: 'mika', at: at(serial), ...more })
const rowsOf = (events: Envelope[]) => {
  const { of, dead } = folded([text('hi'), ...events])
  expect(dead).toEqual([])
  return { contact: of('contact')[KEY]!, conversation: of('conversation')[KEY]! }
}

test('what we call somebody stands beside LINE’s name, neither destroys the other, and the list shows ours until it is taken back', () => {
  const profile = (name: string) => fact('contact.profiled', { found: true, profile: { name } }, { id: name })
  const named = [profile('葵'), edit({ name: '田中様' }), profile('Aoi')]
  const { contact, conversation } = rowsOf(named)
  expect(contact).toMatchObject({ name: 'Aoi', own: { name: '田中様' } })
  expect(conversation).toMatchObject({ name: 'Aoi', ourName: '田中様' })
  expect(rowsOf([...named, edit({ name: '' }, { name: 2 })]).conversation).not.toHaveProperty('ourName')
})

test('each field says at which offset, by whom and when; a change counts as "Last Updated"', () => {
  const { contact, conversation } = rowsOf([
    edit({ phone: '03', memo: 'a' }, {}, { at: at(5) }),
    edit({ memo: 'b' }, { memo: 1 }, { by: 'ken', at: at(9) }),
  ])
  expect(contact.own).toEqual({ phone: '03', memo: 'b' })
  expect(contact.fieldRevs).toEqual({
    phone: { rev: 1, by: 'mika', at: at(5) },
    memo: { rev: 2, by: 'ken', at: at(9) },
  })
  expect([contact.updatedAt, conversation.updatedAt]).toEqual([at(9), at(9)])
})

test('the first on the log stands; one that had not seen it waits beside it, until somebody changes the field again', () => {
  const both = [edit({ memo: 'mikas', phone: '1' }), edit({ memo: 'kens', name: 'K' }, {}, { by: 'ken', at: at(3) })]
  const { contact } = rowsOf(both)
  expect(contact.own).toEqual({ memo: 'mikas', phone: '1', name: 'K' })
  expect(contact.fieldRevs!['memo']).toMatchObject({
    rev: 1,
    by: 'mika',
    late: { value: 'kens', by: 'ken', at: at(3) },
  })
  const answered = rowsOf([...both, edit({ memo: 'mikas' }, { memo: 1 }, { by: 'ken', at: at(7) })]).contact
  expect(answered.own!.memo).toBe('mikas')
  expect(answered.fieldRevs!['memo']).toEqual({ rev: 3, by: 'ken', at: at(7) })
})

test('tags are added and taken away, twice the same is once; of a group too', () => {
  const { conversation } = rowsOf([
    tag(['VIP', '新規']),
    tag(['vip']),
    tag(['b'], ['新規', 'nothing']),
    tag('no list', [7]),
  ])
  expect(conversation.tags).toEqual(['b', 'VIP'])
  const key = `${CHANNEL}:C1`
  expect(folded([tag(['町'], [], { key })]).of('conversation')[key]!.tags).toEqual(['町'])
})

test('a group has no contact, and what has no shape changes no field', () => {
  const key = `${CHANNEL}:C1`
  const { of, dead } = folded([edit({ name: 'x' }, {}, { key }), edit('no fields'), edit({ phone: 7, colour: 'x' })])
  expect(dead).toEqual([])
  expect(Object.keys(of('contact'))).toEqual([KEY])
  expect(of('contact')[KEY]!.own).toEqual({})
})
