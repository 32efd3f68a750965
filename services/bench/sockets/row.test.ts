import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Row } from '@madoguchi/contracts/row/row'
import { rowAt } from './row.ts'

test('what the crowd is told is a row as the contract has it', () => {
  expect(Value.Check(Row, rowAt({ id: 'shop:U1', channel: 'shop', part: 3, rev: 12, at: 5 }))).toBe(true)
})
