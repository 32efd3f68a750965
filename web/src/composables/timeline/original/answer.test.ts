import { expect, test } from 'vitest'
import { item } from '../build.fixture.ts'
import { answerTo } from './answer.ts'

test('an answer is what the customer said next, before anything more of ours', () => {
  const [theirs, ours] = [item(1), item(2, { direction: 'outbound' })]
  const pill = item(3, { direction: 'system', body: { kind: 'beacon' } })
  const press = item(4, { direction: 'system', body: { kind: 'postback', data: 'd' } })
  expect(answerTo([ours, pill, press], 0)).toEqual({ kind: 'postback', data: 'd' })
  expect(answerTo([ours, theirs], 0)).toEqual({ kind: 'text', text: 'hello' })
  expect(answerTo([ours, ours, theirs], 0)).toBeNull()
  expect(answerTo([ours], 0)).toBeNull()
  expect(answerTo([ours], Infinity)).toBeNull()
})
