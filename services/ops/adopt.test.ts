import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSchema } from '../projector/schema.ts'
import { openSchema as openSearch } from '../search/schema.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { adoptLog } from './adopt.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
  await openSearch(database.pool, 1)
  await database.pool.query(`insert into search_v1.heard (event) values ('of the former log')`)
  await database.pool.query(
    `insert into checkpoint (reader, part, next) values ('inbox_v1', 0, 7), ('search_v1', 0, 7), ('sender', 3, 2), ('directory', -1, 5)`,
  )
})
afterAll(() => database.stop())

const checkpoints = async () => (await database.pool.query('select reader, next from checkpoint order by reader')).rows

test('without --yes nothing changes; with it every reader begins anew, and the directory keeps its counter', async () => {
  expect(await adoptLog({ pool: database.pool, sure: false })).toHaveLength(4)
  expect(await checkpoints()).toHaveLength(4)
  await adoptLog({ pool: database.pool, sure: true })
  expect(await checkpoints()).toEqual([{ reader: 'directory', next: 5 }])
  for (const table of ['rm.message', 'rm.search_message', 'search_v1.heard'])
    expect((await database.pool.query(`select * from ${table}`)).rows).toEqual([])
})
