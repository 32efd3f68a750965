import { expect, test } from 'vitest'
import { byAgent, item } from './build.fixture.ts'
import { heard, newsAfter } from './news.ts'

const [a, b, c, mine] = [item(1), item(2), item(3), item(4, byAgent('me'))] as const
const ids = (items: { id: string }[]) => items.map((one) => one.id)

test('news is what stands behind the last item seen, except one’s own', () => {
  expect(ids(newsAfter([a, b, c, mine], a.id, 'me'))).toEqual([b.id, c.id])
  expect(ids(newsAfter([a, b, c, mine], a.id, 'someone'))).toEqual([b.id, c.id, mine.id])
  expect(newsAfter([a, b], b.id, 'me')).toEqual([])
  expect(newsAfter([a, b], null, 'me')).toEqual([])
})

test('a new inbound message is heard once', () => {
  expect(ids(heard([a, b], [a, b, c]))).toEqual([c.id])
  expect(heard([a, b, c], [a, b, c])).toEqual([])
})

test('loaded history, the first load, late comers and our own words are not heard', () => {
  expect(heard([b, c], [a, b, c])).toEqual([])
  expect(heard([], [a, b, c])).toEqual([])
  expect(heard([a, c], [a, b, c])).toEqual([])
  expect(heard([a], [a, mine])).toEqual([])
})
