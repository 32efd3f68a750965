import { expect, test } from 'vitest'
import { tagged } from '@madoguchi/contracts/row/tag'
import { retagBack, tagsOver } from './retag.ts'

const add = (...names: string[]) => ({ add: names, remove: [] })
const remove = (...names: string[]) => ({ add: [], remove: names })

test('what a change did is taken back exactly; where it did nothing there is nothing to take back', () => {
  expect(retagBack(['old'], add('VIP'))).toEqual(remove('VIP'))
  expect(retagBack(['ｖｉｐ', 'old'], remove('VIP'))).toEqual(add('ｖｉｐ'))
  expect([retagBack(['ｖｉｐ'], add('VIP')), retagBack(['old'], remove('VIP')), retagBack([], add(' '))]).toEqual([
    null,
    null,
    null,
  ])
  const [before, change] = [['a', 'ｖｉｐ'], { add: ['b', 'A'], remove: ['vip'] }]
  expect(tagged(tagged(before, change), retagBack(before, change)!)).toEqual(before)
})

test('the tags of several are each one, with how many bear it', () => {
  expect(tagsOver([['VIP', '新規'], ['ｖｉｐ'], []])).toEqual([
    { name: 'VIP', n: 2 },
    { name: '新規', n: 1 },
  ])
  expect(tagsOver([])).toEqual([])
})
