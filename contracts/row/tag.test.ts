import { expect, test } from 'vitest'
import { tagged, tagKey } from './tag.ts'

const NONE: string[] = []

test('one tag is one however it is typed', () => {
  expect(['VIP', ' vip', 'ＶＩＰ', 'Vip '].map(tagKey)).toEqual(['vip', 'vip', 'vip', 'vip'])
  expect(tagged(['VIP'], { add: ['ｖｉｐ', ' vip '], remove: NONE })).toEqual(['VIP'])
  expect(tagged(NONE, { add: ['  ', 'new  customer', 'New customer'], remove: NONE })).toEqual(['new  customer'])
})

test('adding and taking away never double and never clash: done twice, or in another order by two people, is the same', () => {
  const [mika, ken] = [
    { add: ['VIP', 'b'], remove: ['old'] },
    { add: ['vip', 'c'], remove: ['OLD', 'nothing'] },
  ]
  const keys = (tags: string[]) => tags.map(tagKey)
  const both = tagged(tagged(['old', 'a'], mika), ken)
  expect(keys(both)).toEqual(['a', 'b', 'c', 'vip'])
  expect(keys(tagged(tagged(['old', 'a'], ken), mika))).toEqual(keys(both))
  expect(tagged(tagged(both, ken), mika)).toEqual(both)
})

test('what is taken away and added in one word is there, as it was typed now', () => {
  expect(tagged(['vip'], { add: ['VIP'], remove: ['vip'] })).toEqual(['VIP'])
})
