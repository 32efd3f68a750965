import { expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Sql } from '../../db/pool.ts'
import { openTestDatabase } from '../../test/database.ts'
import { createWriter } from './writer.ts'

const ALL = Array.from({ length: 12 }, (_, part) => part)
const record = (value = '{}') => ({ key: uuidv7(), headers: { ce_id: 'x' }, value })

/** The same database, its statements counted and, at will, failing. */
function counted(sql: Sql, fails: (values: unknown[]) => boolean = () => false) {
  const given: { statements: number; sql: Sql } = { statements: 0, sql }
  const query = async (config: { values: unknown[] }) => {
    given.statements += 1
    if (fails(config.values)) throw new Error('refused')
    return sql.query(config as never)
  }
  given.sql = { query } as unknown as Sql
  return given
}

test('what all lanes have while one statement is under way is the next statement', async () => {
  const database = await openTestDatabase()
  const by = counted(database.pool)
  const write = createWriter(by.sql)
  const first = write(0, [record('a')])
  await Promise.resolve().then(() => undefined) // the first is under way
  const bases = await Promise.all([first, ...ALL.slice(1).map((part) => write(part, [record(), record()]))])
  expect(bases).toEqual(ALL.map(() => 0))
  expect(by.statements).toBe(2)
  expect(await write(5, [record()])).toBe(2)
  const { rows } = await database.pool.query('select part, next from log.head order by part')
  expect(rows.map(({ next }) => next)).toEqual([1, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2])
  await database.stop()
})

test('a lane that cannot be written holds up none of the others for longer than one statement', async () => {
  const database = await openTestDatabase()
  const by = counted(database.pool, (values) => (values[6] as string[]).includes('poison'))
  const write = createWriter(by.sql)
  const together = await Promise.allSettled([write(0, [record('poison')]), write(1, [record()]), write(2, [record()])])
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  const again = await Promise.allSettled([write(0, [record('poison')]), write(1, [record()]), write(2, [record()])])
  expect(again.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  by.statements = 0
  await Promise.allSettled([write(0, [record('poison')]), write(1, [record()]), write(2, [record()])])
  expect(by.statements).toBe(2) // the healthy ones go together again, the other alone
  await database.stop()
})

test('two processes that write all partitions in any order never wait for each other for ever', async () => {
  const database = await openTestDatabase()
  const writers = [createWriter(database.pool), createWriter(database.pool)]
  const bases = new Map<number, number[]>(ALL.map((part) => [part, []]))
  async function lane(write: (typeof writers)[number], part: number) {
    for (let i = 0; i < 40; i += 1) bases.get(part)!.push(await write(part, [record()]))
  }
  await Promise.all(writers.flatMap((write, i) => (i === 0 ? ALL : ALL.toReversed()).map((part) => lane(write, part))))
  const gapless = Array.from({ length: 80 }, (_, off) => off)
  for (const part of ALL) expect(bases.get(part)!.toSorted((a, b) => a - b)).toEqual(gapless)
  await database.stop()
})
