import { expect, test } from 'vitest'
import { fact, records, text } from './build.fixture.ts'
import { arrivedOf } from './batch.ts'
import { sortOut } from './events.ts'

test('a delivery that follows a skeleton in the same batch is a copy of what the skeleton lists', () => {
  const said = text('said')
  const listed = { id: said.id, type: said.type, at: said.at, off: 0, key: 'k' }
  const skeleton = fact('message.redacted', { message: 'shop:1', events: [listed] })
  const due = arrivedOf([{ part: 0, records: records([skeleton, said, text('else')], 5) }]).flatMap((one) => one.due!)
  const { fresh, copies } = sortOut(due, new Set())
  expect(fresh.map(({ off }) => off)).toEqual([5, 7])
  expect(copies.map(({ off }) => off)).toEqual([6])
})
