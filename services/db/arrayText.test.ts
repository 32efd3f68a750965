import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { arrayOf, arrayText } from './arrayText.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false })
})
afterAll(() => database.stop())

const back = async (type: string, text: string) =>
  (await database.pool.query<{ v: unknown }>(`select to_jsonb($1::${type}[]) as v`, [text])).rows[0]!.v

test('any text comes back as it was: quotes, backslashes, braces, commas, empty, NULL as a word, none, and line breaks', async () => {
  const hard = [
    '',
    'NULL',
    'null',
    '"',
    '\\',
    '\\"',
    '{a,b}',
    ' spaced ',
    'line\nbreak',
    '漢字 🙇',
    `it's`,
    '\u0001',
    'a\u0001"b',
  ]
  expect(await back('text', arrayText(hard))).toEqual(hard)
  expect(await back('text', arrayText([...hard, null]))).toEqual([...hard, null])
  for (const one of hard) expect(await back('text', arrayText([one]))).toEqual([one])
  expect(await back('text', arrayText([]))).toEqual([])
})

test('rows of JSON, numbers and booleans too', async () => {
  const rows = [{ text: 'say "hi" \\ {x}', list: [1, null] }, {}]
  expect(await back('jsonb', arrayText(rows.map((row) => JSON.stringify(row))))).toEqual(rows)
  expect(await back('bigint', arrayOf([1, null, 1_760_000_000_000]))).toEqual([1, null, 1_760_000_000_000])
  expect(await back('boolean', arrayOf([true, false, null]))).toEqual([true, false, null])
})
