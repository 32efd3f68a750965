import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import { partitionOf } from '@madoguchi/contracts/ids'
import { openDesk, type Desk } from '../desk.fixture.ts'
import { makeReadModel } from '../readModel.fixture.ts'
import { NOTICES } from './notices.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  await makeReadModel(desk.database.pool)
})
afterAll(() => desk.stop())

async function put(id: string, agent: string, channel: string, at: number) {
  const conversation = `${channel}:U1`
  const row = { agent, channel, conversation, kind: 'mention', at, by: 'ken', item: 'note' }
  await desk.database.pool.query(
    `insert into inbox_v1.notice (id, part, rev, row, conversation, agent, at) values ($1, $2, 0, $3, $4, $5, $6)`,
    [id, partitionOf(conversation), JSON.stringify(row), conversation, agent, at],
  )
}

test('an agent reads the latest of their own, of channels they may still read', async () => {
  const as = await desk.person('mika', { [desk.shop]: ['viewer'] })
  const { id } = desk.directory.agents.all().find(({ name }) => name === 'mika')!
  for (let i = 0; i < NOTICES + 5; i += 1) await put(`mine${i}`, id, desk.shop, 1_000 + i)
  await put('office', id, desk.office, 5_000)
  await put('other', 'somebody', desk.shop, 5_000)
  const { body } = await desk.ask({ url: '/api/notices', as })
  const { rows, cursor } = body as Snapshot
  expect(Object.keys(cursor)).toHaveLength(12)
  // One of another channel was among the latest hundred, and is left out.
  expect(rows.map((row) => row.id)).toEqual(Array.from({ length: NOTICES - 1 }, (_, i) => `mine${NOTICES + 4 - i}`))
})
