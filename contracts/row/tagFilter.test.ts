import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { TAG_MAX } from './tag.ts'
import { bears, TAG_WAYS, TagFilter, TAGS_ASKED, tagsIn, tagsText } from './tagFilter.ts'

const BOTH = ['ＶＩＰ ', 'new customer']
const ways = (tags: string[] | undefined, names = BOTH) => TAG_WAYS.filter((which) => bears(tags, { which, names }))

test('any, all or none of them, however they are typed', () => {
  expect(ways(['vip'])).toEqual(['any'])
  expect(ways(['VIP', 'New  Customer', 'other'])).toEqual(['any', 'all'])
  expect(ways(['vipp'])).toEqual(['none'])
  expect([ways([]), ways(undefined)]).toEqual([['none'], ['none']])
  expect(ways(['vip'], ['VIP', 'vip'])).toEqual(['any', 'all'])
})

test('what is written into an address comes back from it, commas and percents and all', () => {
  for (const names of [['VIP', '新規'], ['a,b', '100%', '%2C', '%252c,'], [' x ']])
    for (const which of TAG_WAYS) expect(tagsIn(tagsText({ which, names }))).toEqual({ which, names })
  expect(tagsText({ which: 'any', names: ['VIP', '新規'] })).toBe('any,VIP,新規')
})

test('an address that says it wrongly is no filter, and breaks nothing', () => {
  const fits = (text: string) => Value.Check(TagFilter, tagsIn(text))
  expect(fits('any,%E6%')).toBe(true)
  for (const wrong of ['', 'any', 'any,', 'VIP', 'some,VIP', 'all,VIP,', 'all,　'])
    expect([wrong, fits(wrong)]).toEqual([wrong, false])
})

test('a filter holds at most so many tags, each of at most so many characters', () => {
  const fits = (names: string[]) => Value.Check(TagFilter, { which: 'any', names })
  const many = (n: number) => Array.from({ length: n }, (_, i) => `t${i}`)
  expect([fits(many(TAGS_ASKED)), fits(many(TAGS_ASKED + 1)), fits([])]).toEqual([true, false, false])
  expect([fits(['x'.repeat(TAG_MAX)]), fits(['x'.repeat(TAG_MAX + 1)])]).toEqual([true, false])
})
