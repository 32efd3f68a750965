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
  const pills = Object.values(of('message')).filter(({ direction }) => direction === 'system')
  return { contact: of('contact')[KEY]!, conversation: of('conversation')[KEY]!, pills }
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

const did = (events: Envelope[]) => rowsOf(events).pills.map(({ body }) => body)

test('what an agent did to tags and fields stands in a pill of its own, which counts for nothing', () => {
  const [first] = rowsOf([tag(['VIP'])]).pills
  expect(first).toMatchObject({ by: { kind: 'agent', id: 'mika' }, countable: false, activity: false })
  expect(
    did([tag(['VIP', '新規']), tag(['法人'], ['新規', 'nothing']), edit({ name: '田中様', phone: '03' })]),
  ).toEqual([
    { kind: 'tagged', added: ['VIP', '新規'], removed: [] },
    { kind: 'tagged', added: ['法人'], removed: ['新規'] },
    { kind: 'contactEdited', fields: ['name', 'phone'] },
  ])
  const key = `${CHANNEL}:C1`
  expect(folded([tag(['町'], [], { key })]).messages.map(({ body }) => body.kind)).toEqual(['tagged'])
})

test('a pill names fields and never what stands or stood in them', () => {
  const rows = rowsOf([edit({ phone: '0312345678' }), edit({ phone: '0399', memo: 'secret' }, { phone: 1 })])
  expect(rows.contact.own).toEqual({ phone: '0399', memo: 'secret' })
  expect(rows.pills).toHaveLength(2)
  expect(JSON.stringify(rows.pills)).not.toMatch(/0312345678|0399|secret/)
})

test('what changed nothing gives no pill: a tag that is there, a value that stands, one that came late', () => {
  const [vip, name] = [tag(['VIP', 'old \u0000']), edit({ name: 'a \u0000', memo: '' })]
  expect(did([vip, tag(['ｖｉｐ', 'old \u0000'], ['nothing']), tag([' '])])).toHaveLength(1)
  expect(did([name, edit({ name: 'a \u0000', phone: '' }, { name: 1 }), edit({ name: 'late' })])).toEqual([
    { kind: 'contactEdited', fields: ['name'] },
  ])
  expect(did([name, edit({ name: 'late', memo: 'b' }, { memo: 1 })]).at(-1)).toEqual({
    kind: 'contactEdited',
    fields: ['memo'],
  })
  expect(did([edit('no fields'), edit({ phone: 7 }), tag('no list', [7])])).toEqual([])
})

test('no character that rows cannot hold doubles a tag or makes the same value another one', () => {
  expect(rowsOf([tag(['old \u0000']), tag(['old \u0000'])]).conversation.tags).toEqual(['old \uFFFD'])
  const { contact } = rowsOf([edit({ memo: 'a \u0000' }), edit({ memo: 'a \u0000' })])
  expect(contact.fieldRevs!['memo']).not.toHaveProperty('late')
})
