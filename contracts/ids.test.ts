import { expect, test } from 'vitest'
import { conversationId, memberId, partitionOf, uuidv5 } from './ids.ts'

test('golden keys fall on the partitions of the Java client’s default partitioner', () => {
  const golden = {
    '21': 0,
    foobar: 6,
    'a-little-bit-long-string': 8,
    'a-little-bit-longer-string': 11,
    lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: 5,
    abc: 3,
  }
  for (const [key, part] of Object.entries(golden)) expect([key, partitionOf(key)]).toEqual([key, part])
})

test('a key of many-byte characters stays within the partitions', () => {
  for (let i = 0; i < 1000; i++) expect(partitionOf(`窓口:${i}🍎`)).toBeOneOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})

test('a group goes before the person who speaks in it; without any id it is the unidentified conversation', () => {
  expect(conversationId('c', { type: 'group', groupId: 'C1', userId: 'U1' })).toBe('c:C1')
  expect(conversationId('c', { type: 'room', roomId: 'R1', userId: 'U1' })).toBe('c:R1')
  expect(conversationId('c', { userId: 'U1' })).toBe('c:U1')
  expect(conversationId('c', {})).toBe('c:?')
  expect(conversationId('c', undefined)).toBe('c:?')
  expect(conversationId('c', { userId: '' })).toBe('c:?')
})

test('an id longer than 200 bytes is replaced by its hash', () => {
  const long = 'U'.repeat(201)
  expect(conversationId('c', { userId: long })).toMatch(/^c:x[0-9a-f]{64}$/)
  expect(memberId('c:C1', long)).toMatch(/^c:C1\/x[0-9a-f]{64}$/)
  expect(conversationId('c', { userId: 'U'.repeat(200) })).toBe(`c:${'U'.repeat(200)}`)
})

test('an id that no database text can hold is replaced by its hash', () => {
  for (const userId of ['U\u0000', '\ud83e']) expect(conversationId('c', { userId })).toMatch(/^c:x[0-9a-f]{64}$/)
  expect(conversationId('c', { userId: 'U😄' })).toBe('c:U😄')
})

test('the same cause and type give the same id, others another', () => {
  expect(uuidv5('a', 'message.sent')).toBe(uuidv5('a', 'message.sent'))
  expect(uuidv5('a', 'message.sent')).not.toBe(uuidv5('a', 'message.failed'))
  expect(uuidv5('a\nb', 'c')).toBe(uuidv5('a', 'b\nc'))
})
