import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryBus } from '../../bus/memory.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { SYSTEM } from '../audit.ts'
import { openDirectory, type Directory } from '../open.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

let database: TestDatabase
let directory: Directory
const actor = { by: 'aoi', address: '203.0.113.9' }
beforeAll(async () => {
  database = await openTestDatabase()
  const bus = createMemoryBus({ logger: silentLogger() })
  directory = await openDirectory({ pool: database.pool, bus, secretKey: 'k'.repeat(43), logger: silentLogger() })
})
afterAll(async () => {
  await directory.stop()
  await database.stop()
})

const rowOf = (id: string) => directory.rows().rows.find((row) => row.id === id)
const audited = async (subject: string) =>
  (
    await database.pool.query<{ what: string }>('select what from audit where subject = $1 order by id', [subject])
  ).rows.map(({ what }) => what)

test('a team is a row like others; its name is taken while it is active, whatever the case', async () => {
  const added = await directory.teams.add({ name: 'Billing', colour: 3 }, actor)
  if (!added.ok) throw new Error(added.code)
  expect(rowOf(added.id)).toMatchObject({ noun: 'team', part: -1, row: { name: 'Billing', colour: 3, active: true } })
  expect(await directory.teams.add({ name: 'bILLING', colour: 0 }, actor)).toEqual({ ok: false, code: 'taken' })
  const { rev } = rowOf(added.id)!
  expect(await directory.teams.edit(added.id, { name: 'Billing' }, actor)).toEqual({ ok: true })
  expect(rowOf(added.id)!.rev).toBe(rev)
  expect(await directory.teams.edit(added.id, { active: false }, actor)).toEqual({ ok: true })
  expect(directory.teams.get(added.id)).toMatchObject({ active: false })
  const again = await directory.teams.add({ name: 'billing', colour: 0 }, actor)
  expect(again.ok).toBe(true)
  expect(await directory.teams.edit(added.id, { active: true }, actor)).toEqual({ ok: false, code: 'taken' })
  expect(await directory.teams.edit('nobody', { active: true }, actor)).toEqual({ ok: false, code: 'not_found' })
  expect(await audited(added.id)).toEqual(['team.added', 'team.edited'])
})

test('of a channel’s rules only what differs from the defaults is kept, and all of them are told', async () => {
  const bot = { userId: 'U0', basicId: null, pictureUrl: null }
  const added = await directory.channels.add(
    { name: 'Shop', lineChannelId: '123456', secret: 's'.repeat(32), bot },
    SYSTEM,
  )
  if (!added.ok) throw new Error(added.code)
  expect(directory.channels.get(added.id)!.desk).toEqual(DESK_RULES)
  await directory.channels.edit(added.id, { desk: { lock: 'hard', reopenHours: 24 } }, actor)
  expect(directory.channels.get(added.id)!.desk).toEqual({ ...DESK_RULES, lock: 'hard' })
  expect(rowOf(added.id)).toMatchObject({ row: { desk: { ...DESK_RULES, lock: 'hard' } } })
  const { rows } = await database.pool.query<{ desk: unknown }>('select desk from channel where id = $1', [added.id])
  expect(rows[0]!.desk).toEqual({ lock: 'hard' })
  const { rev } = rowOf(added.id)!
  await directory.channels.edit(added.id, { desk: { lock: 'hard' } }, actor)
  expect(rowOf(added.id)!.rev).toBe(rev)
  await directory.channels.edit(added.id, { desk: { lock: 'soft', idleDays: 7 } }, actor)
  expect(directory.channels.get(added.id)!.desk).toEqual({ ...DESK_RULES, idleDays: 7 })
})
